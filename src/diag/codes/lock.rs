//! Codes of the lock that freezes the questions of a batch.

super::code::family! {
    name: "lock",
    title: "Locks",
    about: "What `batch` reports of `kits.lock`, the file that freezes the questions of each kit so that all \
        candidates are asked the same.";

    CREATED = "lock::created" {
        meaning: "The lock was written for the first time: the questions of all kits are frozen.",
        example: Commands "interview-kit batch",
        remedy: "Commit `kits.lock` to version control, beside the manifest.",
    }
    ADDED_KIT = "lock::added-kit" {
        meaning: "A kit is new in the manifest, and its questions were added to the lock.",
        example: Commands r#"
interview-kit batch
printf '\n[[kit]]\nbank = "bank.toml"\nrole = "analyst"\nseniority = "senior"\n' >> kits.toml
interview-kit batch
"#,
        remedy: "Commit the changed `kits.lock`.",
    }
    UPDATED_KIT = "lock::updated-kit" {
        meaning: "What the lock records of a kit was changed.",
        example: Commands r"
interview-kit batch
sed -i.old 's/name a test/name your tests/' bank.toml
interview-kit batch
",
        remedy: "Commit the changed `kits.lock`. Review it like code: candidates are asked what it says.",
    }
    REDRAWN_KIT = "lock::redrawn-kit" {
        meaning: "Other questions were chosen for a kit than the lock had.",
        example: Commands r"
interview-kit batch
sed -i.old 's/minutes = 40/minutes = 25/' kits.toml
interview-kit batch
",
        remedy: "Compare earlier candidates with later ones only on questions that both were asked. To keep the old \
            questions, undo the change of the manifest and restore `kits.lock` from version control.",
    }
    CHANGED_QUESTION = "lock::changed-question" {
        meaning: "The text of a question was changed after the kit was chosen.",
        example: Commands r"
interview-kit batch
sed -i.old 's/name a test/name your tests/' bank.toml
interview-kit batch
",
        remedy: "Nothing, if only the spelling was corrected. Otherwise scores given before and after do not compare; \
            `interview-kit diff` shows how they differ.",
    }
    CHANGED_SCALE = "lock::changed-scale" {
        meaning: "The rating scale of the bank was changed after the kit was chosen.",
        example: Commands r"
interview-kit batch
sed -i.old 's/Does it alone/Does it without help/' bank.toml
interview-kit batch
",
        remedy: "Nothing, if only the spelling was corrected. Otherwise scores given before and after do not compare.",
    }
    MISSING_QUESTION = "lock::missing-question" {
        meaning: "A frozen question is no longer in the bank, or it is no longer active.",
        example: Commands r#"
interview-kit batch
sed -i.old 's/id = "past-help"/id = "past-late-help"/' bank.toml
interview-kit batch
"#,
        remedy: "Put the question back, so that later candidates are asked what earlier ones were. To choose other \
            questions instead: `interview-kit batch --update=KIT`.",
    }
    MISSING_KIT = "lock::missing-kit" {
        meaning: "A kit was built before, but the lock has no entry for it, so its questions are chosen again.",
        example: Commands r"
interview-kit batch
rm kits.lock
interview-kit batch
",
        remedy: "Restore `kits.lock` from version control if candidates were already interviewed with the kit: \
            `git log -- kits.lock` lists its versions.",
    }
    UNUSED_KIT = "lock::unused-kit" {
        meaning: "The lock has a kit that the manifest no longer asks for; its questions are removed from the lock.",
        example: Commands r#"
interview-kit batch
printf 'name = "data-analyst"\n' >> kits.toml
interview-kit batch
"#,
        remedy: "Nothing, if the kit is no longer used. If it was renamed, give it its old `name` to keep its questions.",
    }
    STALE = "lock::stale" {
        meaning: "The lock would have to change, but `--locked` or `--check` forbids writing it.",
        example: Commands "interview-kit batch --locked",
        remedy: "Run the command that the help names where manifest and bank are kept, and commit `kits.lock`.",
    }
    MERGE_CONFLICT = "lock::merge-conflict" {
        meaning: "The lock holds the marks of an unresolved merge.",
        example: Commands r"
printf '<<<<<<< HEAD\n' > kits.lock
interview-kit batch
",
        remedy: "Keep the version whose kits candidates were interviewed with, and run `batch` again. Kits that it \
            lacks are added.",
    }
    UNREADABLE = "lock::unreadable" {
        meaning: "The lock is not a file that `batch` wrote.",
        example: Commands r"
printf 'schema = one\n' > kits.lock
interview-kit batch
",
        remedy: "Restore `kits.lock` from version control. Without a lock, the questions of every kit are chosen again.",
    }
    EDITED = "lock::edited" {
        meaning: "An entry of the lock is not as the program wrote it: a question, a hash, a setting or the name was \
            edited, or a merge joined parts of two versions.",
        example: Commands r"
interview-kit batch
sed -i.old '/past-help/d' kits.lock
interview-kit batch --locked
",
        remedy: "Restore `kits.lock` from version control: `git checkout -- kits.lock`. To ask other questions, change \
            the manifest (`include`, `exclude`, `only`), or choose new ones with `interview-kit batch --update=KIT`.",
    }
    ASKED_BEFORE = "lock::asked-before" {
        meaning: "A frozen kit has questions of a kit that its `not-in` names, because that kit changed later.",
        example: Commands r#"
interview-kit build --bank bank.toml --only web-cache --out first.pdf
printf 'not-in = "first.pdf"\n' >> kits.toml
interview-kit batch
interview-kit build --bank bank.toml --only test-names,test-first,web-status,past-help --force --out first.pdf
interview-kit batch
"#,
        remedy: "Choose new questions for the kit, with the command that the help names, if its candidates meet both \
            kits.",
    }
    OVER_EXPOSED = "lock::over-exposed" {
        meaning: "Frozen kits have a question in more kits than `max-exposure` allows.",
        example: Commands r#"
sed -i.old 's/"mid"/["mid", "mid,senior"]/' kits.toml
interview-kit batch
sed -i.old 's/schema = 1/schema = 1\nmax-exposure = 1/' kits.toml
interview-kit batch
"#,
        remedy: "Nothing, if candidates were already interviewed with these kits. Otherwise choose new questions: \
            `interview-kit batch --update`.",
    }
    KIT_EXISTS = "lock::kit-exists" {
        meaning: "`build` drew a kit beside a lock that freezes a kit of the same role and level.",
        example: Commands r"
interview-kit batch
interview-kit build --bank bank.toml --role analyst --seniority mid --out one.pdf
",
        remedy: "To ask what the other candidates were asked, type the command that the help names. To ask other \
            questions, nothing.",
    }
    UNKNOWN_SCHEMA = "lock::unknown-schema" {
        meaning: "The lock, or the record that a kit carries, is of a version that this program does not know.",
        example: Commands r"
printf 'schema = 2\n' > kits.lock
interview-kit batch
",
        remedy: "Update the program: a newer version wrote the file.",
    }
    DUPLICATE_KIT = "lock::duplicate-kit" {
        meaning: "The lock has two kits of the same name.",
        example: Case "A merge kept the entries of both branches for one kit.",
        remedy: "Keep the entry that candidates were interviewed with, or restore `kits.lock` from version control.",
    }
    WRONG_KIT_COUNT = "lock::wrong-kit-count" {
        meaning: "The lock has more or fewer kits than the number at its top says, or the number is missing.",
        example: Commands r"
interview-kit batch
sed -i.old 's/^kits = 1/kits = 2/' kits.lock
interview-kit batch
",
        remedy: "With more kits than it says, write their number after `kits =`: two branches each added a kit. With \
            fewer, restore `kits.lock` from version control: a part of it is lost.",
    }
}
