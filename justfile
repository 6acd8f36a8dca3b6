# Short names for the common commands. Every recipe is one command.

set positional-arguments

# List the recipes.
default:
    @just --list

# Extract who said what, as in `just extract corpus/`; the results go to output/.
extract *arguments:
    cargo run --release -- extract "$@"

# Print where the sentences of articles begin and end, as in `just sentences corpus/`.
sentences *arguments:
    cargo run --release --quiet -- sentences "$@"

# Show what each stage makes of one article, as in `just explain article.txt`.
explain *arguments:
    cargo run --release --quiet -- explain "$@"

# Read and correct what was found, on a page in the browser, as in `just review output/`.
review *arguments:
    cargo run --release --quiet -- review "$@"

# Score the pipeline against gold annotations, as in `just eval gold.jsonl --errors 20`.
eval *arguments:
    cargo run --release --quiet -- eval "$@"

# Train a model on gold annotations, as in `just train gold/ --output my.model`.
train *arguments:
    cargo run --release --quiet -- train "$@"

# Train the taggers, as in `just train-taggers news.jsonl polnear/ articles.jsonl runs/1`.
train-taggers *arguments:
    training/run.sh "$@"

# Measure all models on all sets and write results/, as CONTRIBUTING.md says.
results *arguments:
    results/run "$@"

# Write the figures and examples in the documents from results/ and the program.
figures:
    UPDATE_FIGURES=1 cargo test --package sayso-cli --test documents

# Show the manual in the browser; needs `cargo install mdbook`.
manual:
    mdbook serve docs --open

# Run all tests.
test *arguments:
    cargo test --workspace "$@"

# Check formatting, and clippy without a single warning.
lint:
    cargo fmt --all --check
    cargo clippy --workspace --all-targets --all-features -- -D warnings

# Build the program as it is shipped: target/dist/sayso.
dist:
    cargo build --profile dist

# Measure the speed of each stage and of the whole.
bench *arguments:
    cargo bench --package sayso "$@"
