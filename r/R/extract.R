# A data frame goes to the program as CSV and comes back as CSV: what the program reads
# and writes anyway, so that there is nothing here to keep up with it.

# What users see; man/extract.Rd describes it.
extract <- function(articles, options = character(),
                    program = getOption("sayso.program", "sayso")) {
  stopifnot(is.data.frame(articles))
  if (nrow(articles) == 0) stop("there is no article in the data frame")
  folder <- tempfile("sayso")
  dir.create(folder)
  on.exit(unlink(folder, recursive = TRUE))
  table <- file.path(folder, "articles.csv")
  output <- file.path(folder, "output")
  articles[] <- lapply(articles, function(column) enc2utf8(as.character(column)))
  write.csv(articles, table, row.names = FALSE, na = "", fileEncoding = "UTF-8")
  run(program, c("extract", table, "--output", output, options))
  warn_of_skipped(file.path(output, "skipped.jsonl"))
  if (!file.exists(file.path(output, "attributions.jsonl"))) stop("sayso found nothing to read")
  warn_of_doubts(file.path(output, "articles.jsonl"))
  found <- file.path(folder, "attributions.csv")
  run(program, c("export", output, "--to", "csv", "--output", found))
  read(found)
}

# Runs the program; the exit code 2 says that some input was skipped.
run <- function(program, arguments) {
  said <- suppressWarnings(system2(program, shQuote(arguments), stdout = TRUE, stderr = TRUE))
  status <- attr(said, "status")
  if (!is.null(status) && status != 2) {
    stop("sayso failed: ", paste(said, collapse = "\n"), call. = FALSE)
  }
}

warn_of_skipped <- function(file) {
  skipped <- lines_of(file)
  if (NROW(skipped) > 0) {
    # What could be read, but is no article, has its row in the path.
    row <- ifelse(is.na(skipped$place), sub(".*:", "row ", skipped$path), skipped$place)
    warning(nrow(skipped), " skipped: ", paste(row, skipped$reason, sep = ": ", collapse = "; "), call. = FALSE)
  }
}

# Articles that were read though something is doubtful, such as a date that is none.
warn_of_doubts <- function(file) {
  articles <- lines_of(file)
  doubts <- vapply(articles$doubts, paste, "", collapse = "; ")
  doubtful <- nzchar(doubts)
  if (any(doubtful)) {
    warning("doubtful: ", paste(articles$id[doubtful], doubts[doubtful], sep = ": ", collapse = "; "),
            call. = FALSE)
  }
}

# A file of lines of JSON as a data frame.
lines_of <- function(file) {
  if (file.exists(file)) jsonlite::stream_in(file(file, encoding = "UTF-8"), verbose = FALSE)
}

# The CSV of the program, which has a ' before what a spreadsheet would take for a formula.
read <- function(file) {
  quotes <- read.csv(file, fileEncoding = "UTF-8-BOM", encoding = "UTF-8", na.strings = "",
                     colClasses = "character", check.names = FALSE)
  quotes[] <- lapply(quotes, function(column) sub("^'(?=[-=+@\t\r])", "", column, perl = TRUE))
  for (name in c("date", "when_date")) quotes[[name]] <- as.Date(quotes[[name]])
  for (name in c("confidence", "speaker_confidence")) quotes[[name]] <- as.numeric(quotes[[name]])
  for (name in c("negated", "nested")) quotes[[name]] <- quotes[[name]] == "true"
  quotes$paragraph <- as.integer(quotes$paragraph)
  quotes
}
