//! Codes of remarks on a kit, and of kits that cannot be rebuilt.

super::code::family! {
    name: "kit",
    title: "Kits",
    about: "Remarks on a kit that is built, and reasons why a kit cannot be built or rebuilt.";

    SPARE_MINUTES = "kit::spare-minutes" {
        meaning: "More than five minutes of the interview have no question.",
        example: Commands "interview-kit build --bank bank.toml --role analyst --seniority lead --minutes 60",
        remedy: "Allow more levels, categories or questions, or ask for a shorter interview. Ignore the note if the \
            time is meant to be free.",
    }
    MADE_ROOM = "kit::made-room" {
        meaning: "Questions that `--with` or `--include` asked for take the place of others of the normal interview.",
        example: Commands "interview-kit build python-developer mid --minutes 45 --with sql=2",
        remedy: "Nothing, if the length is fixed. To keep the others, include them, too, and allow more minutes.",
    }
    OTHER_LEVEL = "kit::other-level" {
        meaning: "A question that was named by its id is for other levels than the kit.",
        example: Commands "interview-kit build --bank bank.toml analyst lead --only test-names",
        remedy: "Nothing, if you mean this question. Its described levels say what is expected at the level that it is \
            for; `interview-kit list questions` prints the levels.",
    }
    OTHER_CATEGORY = "kit::other-category" {
        meaning: "A kit is topped up with questions of a category that its role does not list.",
        example: Commands "interview-kit build qa-engineer mid --with rust-errors=1",
        remedy: "Nothing, if you mean this category.",
    }
    LEFT_OUT_CORE = "kit::left-out-core" {
        meaning: "The categories named for a kit leave out categories that matter most for its role.",
        example: Commands "interview-kit build python-developer mid --category sql=2",
        remedy: "Nothing, if you mean these categories alone. `--with sql=2` adds questions to a normal interview.",
    }
    RIVALS = "kit::rivals" {
        meaning: "Two questions that were named by their ids are of one group, or one says `never_with` of the other.",
        example: Commands "interview-kit build --only py-core-mutability,py-coll-duplicates",
        remedy: "Leave one of them out, unless candidates of the same interview are to be asked both.",
    }
    ONLY_DECIDES = "kit::only-decides" {
        meaning: "A kit has exactly the questions that `only` lists, so `with` and the numbers of `category` change \
            nothing.",
        example: Commands "interview-kit build --bank bank.toml --only test-names --with past",
        remedy: "Leave `with` or the number out. To draw others beside the questions, name them with `include` instead \
            of `only`.",
    }
    SAME_DRAW = "kit::same-draw" {
        meaning: "Two kits of a manifest are drawn for the same role and levels with the same seed, and share questions.",
        example: Commands r#"
printf '[[kit]]\nname = "second"\nrole = "qa-engineer"\nseniority = "senior"\n[[kit]]\nname = "third"\nrole = "qa-engineer"\nseniority = "senior"\nminutes = 30\n' >> kits.toml
interview-kit batch
"#,
        remedy: "Nothing, if candidates meet one of them only. `seed = \"name\"` draws each kit by its own name, and \
            `not-in` leaves out the questions of another.",
    }
    NOT_FILLABLE = "kit::not-fillable" {
        meaning: "The kit has no fields to fill in, because it has too many questions for them.",
        example: Case "A kit that lists all 1,200 questions of a bank for proofreading.",
        remedy: "Ask for fewer questions, or say that this is meant: `--no-form`, or `no-form = true` in a manifest.",
    }
    MISSING_CHARACTER = "kit::missing-character" {
        meaning: "No font has a character of a text in the kit.",
        example: Commands "interview-kit build --bank bank.toml --role analyst --candidate 七",
        remedy: "Name a font file that has the character with `--font FILE`, or write the text without it.",
    }
    NO_LOCK = "kit::no-lock" {
        meaning: "A PDF file does not carry a usable record of what it was built from.",
        example: Commands r"
interview-kit flatten filled.pdf --out record.pdf
interview-kit inspect record.pdf --rebuild
",
        remedy: "Give the kit as this program built it. Records, printed copies and files of other programs carry no \
            such record.",
    }
    LOST_PREFILL = "kit::lost-prefill" {
        meaning: "A kit cannot be rebuilt, because a value that was filled in beforehand was removed from its field.",
        example: Commands r#"
interview-kit build --role python-developer --seniority mid --candidate "Candidate 7" --out kit.pdf
interview-kit redact kit.pdf --out nameless.pdf
interview-kit inspect nameless.pdf --rebuild
"#,
        remedy: "Rebuild from the file as it was built. Names are kept in no other place.",
    }
    NO_BANK = "kit::no-bank" {
        meaning: "A PDF file carries no questions that could be written to a file.",
        example: Commands r"
interview-kit build --bank bank.toml --only test-names --face candidate --out sheet.pdf
interview-kit inspect sheet.pdf --bank-out questions.toml
",
        remedy: "Give the interviewer's kit as this program built it. A candidate's kit has no wordings but those on its \
            pages.",
    }
    CHANGED_BANK = "kit::changed-bank" {
        meaning: "A kit cannot be rebuilt, because the bank no longer has its questions as they were.",
        example: Commands r"
interview-kit build --bank bank.toml --only test-names --out kit.pdf
sed 's/name a test/name your tests/' bank.toml > changed.toml
interview-kit inspect kit.pdf --rebuild --bank changed.toml
",
        remedy: "Name the bank as it was with `--bank`, or leave `--bank` out if the kit carries its own questions.",
    }
    SWAPPED = "kit::swapped" {
        meaning: "A question was swapped. The note names the question that took its place.",
        example: Commands "interview-kit build analyst --bank bank.toml --minutes 40 --seed 7 --swap 1 --dry-run",
        remedy: "Nothing. Swap the new question to take the next one, or read it with `interview-kit show ID`.",
    }
}
