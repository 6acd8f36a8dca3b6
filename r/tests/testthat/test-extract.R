program <- Sys.getenv("SAYSO", "sayso")
options(sayso.program = program)
if (Sys.which(program) == "") skip("the program is not there; SAYSO may name it")

articles <- data.frame(
  doc_id = c("n1", "n2", "n3"),
  text = c(
    "\u201cWe will appeal,\u201d said \u00c5se Ruiz, the \"mayor\",\nwho left.\n\n\u201cSoon,\u201d she said on Friday.",
    "The council said that = is no formula.\n\n\u201c=SUM,\u201d said Ben Lund.",
    NA
  ),
  date = as.Date("2031-04-07"),
  outlet = factor("Herald")
)

test_that("a data frame gives a data frame", {
  expect_warning(quotes <- extract(articles), "1 skipped: row 3: the row has no text")
  expect_s3_class(quotes, "data.frame")
  direct <- quotes[quotes$kind == "direct", ]
  expect_equal(direct$article, c("n1", "n1", "n2"))
  expect_equal(direct$content, c("We will appeal,", "Soon,", "=SUM,"))
  expect_equal(direct$speaker, c("\u00c5se Ruiz", "\u00c5se Ruiz", "Ben Lund"))
  expect_equal(direct$outlet, rep("Herald", 3))
  expect_equal(direct$when_date[2], as.Date("2031-04-04"))
  expect_type(quotes$confidence, "double")
  expect_false(any(quotes$negated))
})

test_that("a date that is none is told, and costs nothing", {
  dated <- data.frame(doc_id = c("a", "b"), text = articles$text[1:2], date = c("2031-04-07", "31.13.2031"))
  expect_warning(quotes <- extract(dated), "^doubtful: b: no day can be read from its date: \u201c31.13.2031\u201d$")
  expect_equal(unique(quotes$article), c("a", "b"))
})

test_that("options reach the program, and its complaints the user", {
  few <- suppressWarnings(extract(articles, c("--min-confidence", "1")))
  expect_lt(nrow(few), 2)
  expect_error(extract(articles, "--model=none.model"), "none.model")
  expect_error(extract(data.frame(x = 1)), "sayso found nothing to read|no column is the text")
  expect_error(extract(articles[0, ]), "there is no article")
  expect_error(extract(articles, program = "no-such-program"))
})
