//! Codes of `diff`.

super::code::family! {
    name: "diff",
    title: "Comparing",
    about: "What `diff` reports beside the comparison itself.";

    NOT_A_LOCK = "diff::not-a-lock" {
        meaning: "A file is neither a lock nor a kit.",
        example: Commands r"
printf '{}' > kits.json
interview-kit diff kits.json filled.pdf
",
        remedy: "Name a `kits.lock` as `batch` writes it, or a kit as PDF.",
    }
    NO_MATCHING_KIT = "diff::no-matching-kit" {
        meaning: "The lock has no kit for the role and the levels of the kit it is compared with.",
        example: Commands r"
interview-kit batch
interview-kit build --bank bank.toml --seniority lead --out other.pdf
interview-kit diff other.pdf kits.lock
",
        remedy: "Name the kit of the lock with `--kit NAME`.",
    }
    CANDIDATE_KIT = "diff::candidate-kit" {
        meaning: "A candidate's kit is compared, which does not say how its questions were chosen or rated.",
        example: Commands r"
interview-kit build --bank bank.toml --role analyst --out old.pdf
interview-kit build --bank bank.toml --role analyst --face candidate --out new.pdf
interview-kit diff old.pdf new.pdf
",
        remedy: "Compare the interviewer's kits for the whole picture.",
    }
    CHANGED = "diff::changed" {
        meaning: "Kits differ, and `--deny changes` makes that an error.",
        example: Commands r"
interview-kit build --bank bank.toml --role analyst --seed 1 --out old.pdf
interview-kit build --bank bank.toml --role analyst --seed 2 --out new.pdf
interview-kit diff old.pdf new.pdf --deny changes
",
        remedy: "Undo the change, or accept it by running without `--deny changes`.",
    }
    INCOMPARABLE = "diff::incomparable" {
        meaning: "Scores given before do not compare on all questions, and `--deny incomparable` makes that an error.",
        example: Commands r"
interview-kit build --bank bank.toml --role analyst --seniority mid --out old.pdf
interview-kit build --bank bank.toml --role analyst --seniority senior --out new.pdf
interview-kit diff old.pdf new.pdf --deny incomparable
",
        remedy: "Undo the change until no candidate of the current round is left to interview, or accept it by running \
            without `--deny incomparable`.",
    }
}
