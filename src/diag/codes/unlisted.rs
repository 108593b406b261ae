//! Codes of files that an index page does not list.

super::code::family! {
    name: "unlisted",
    title: "Files that an index does not list",
    about: "Reasons why `index` leaves out a PDF file. It lists only kits as they were \
        built, so that nothing about a candidate is published.";

    FILLED_IN = "unlisted::filled-in" {
        meaning: "The kit has answers in its fields.",
        example: Commands r"
interview-kit batch
cp filled.pdf dist/
interview-kit index
",
        remedy: "Move filled-in kits to a folder of their own.",
    }
    RECORD = "unlisted::record" {
        meaning: "The file is the record of an interview, made by `flatten`.",
        example: Commands r"
interview-kit batch
interview-kit flatten filled.pdf --out dist/record.pdf
interview-kit index
",
        remedy: "Move records to a folder of their own.",
    }
    PREFILLED = "unlisted::prefilled" {
        meaning: "The kit was built for one interview: a name, date or reference is filled in.",
        example: Commands r#"
interview-kit batch
interview-kit build --bank bank.toml --role analyst --candidate "Candidate 7" --out dist/seven.pdf
interview-kit index
"#,
        remedy: "Move it to a folder of its own, or build the kit without these values to publish it.",
    }
    SAVED = "unlisted::saved" {
        meaning: "Another program saved the kit after it was built.",
        example: Case "Someone opened the kit in a PDF program and pressed Save without filling in anything.",
        remedy: "Build the kit again, or restore the file as it was built.",
    }
    PROTECTED = "unlisted::protected" {
        meaning: "The kit opens with a password only.",
        example: Commands r#"
interview-kit batch
echo "a long password" > password.txt
interview-kit build --bank bank.toml --role analyst --password-file password.txt --out dist/closed.pdf
interview-kit index
"#,
        remedy: "Build the kit without a password to list it.",
    }
    DAMAGED = "unlisted::damaged" {
        meaning: "The kit is damaged, although its content can still be read.",
        example: Commands r"
interview-kit batch
interview-kit build --bank bank.toml --role analyst --out kit.pdf
head -c -30 kit.pdf > dist/part.pdf
interview-kit index
",
        remedy: "Build the kit again, or fetch the file once more.",
    }
    NOT_A_KIT = "unlisted::not-a-kit" {
        meaning: "The file is no kit of this program, or it does not say which kit it is.",
        example: Case "A brochure of the company is in the folder.",
        remedy: "Nothing, or move the file out of the folder.",
    }
    UNREADABLE = "unlisted::unreadable" {
        meaning: "The file cannot be read as a PDF file.",
        example: Commands r"
interview-kit batch
cp bank.toml dist/bank.pdf
interview-kit index
",
        remedy: "Check the file with `interview-kit inspect FILE`, or move it out of the folder.",
    }
}
