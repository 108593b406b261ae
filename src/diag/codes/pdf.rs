//! Codes of PDF files that cannot be read back or made into others.

super::code::family! {
    name: "pdf",
    title: "Reading kits",
    about: "Why a PDF file cannot be read back by `inspect`, `diff`, `flatten` or `redact`, or no new file be made \
        of it.";

    NOT_PDF = "pdf::not-pdf" {
        meaning: "The file is not a PDF file.",
        example: Commands "interview-kit inspect bank.toml",
        remedy: "Name the kit as it was saved, a file whose name ends in `.pdf`.",
    }
    FDF = "pdf::fdf" {
        meaning: "The file is an FDF file: a PDF program exported the answers of a kit, without its pages.",
        example: Commands r"
printf '%%FDF-1.2\n' > answers.fdf
interview-kit inspect answers.fdf
",
        remedy: "Import the file into the empty kit in a PDF program and save the kit, or run \
            `pdftk kit.pdf fill_form answers.fdf output filled.pdf`.",
    }
    XFDF = "pdf::xfdf" {
        meaning: "The file is an XFDF file: a PDF program exported the answers of a kit as XML, without its pages.",
        example: Commands r#"
echo '<xfdf xmlns="http://ns.adobe.com/xfdf/"/>' > answers.xfdf
interview-kit inspect answers.xfdf
"#,
        remedy: "Import the file into the empty kit in a PDF program and save the kit, or run \
            `pdftk kit.pdf fill_form answers.xfdf output filled.pdf`.",
    }
    DAMAGED = "pdf::damaged" {
        meaning: "A part of the file is missing or makes no sense.",
        example: Commands r"
head -c 9000 filled.pdf > part.pdf
interview-kit inspect part.pdf
",
        remedy: "Fetch or save the file once more. If a PDF program opens it, save a copy from there and use that.",
    }
    PROTECTED = "pdf::protected" {
        meaning: "The file is protected with a password.",
        example: Commands r#"
echo "a long password" > password.txt
interview-kit build --bank bank.toml --role analyst --password-file password.txt --out kit.pdf
interview-kit inspect kit.pdf
"#,
        remedy: "Give the password with `--password-file FILE`, or save a copy without a password in a PDF program.",
    }
    WRONG_PASSWORD = "pdf::wrong-password" {
        meaning: "The password does not open the file.",
        example: Commands r#"
echo "a long password" > password.txt
interview-kit build --bank bank.toml --role analyst --password-file password.txt --out kit.pdf
echo "another password" > password.txt
interview-kit inspect kit.pdf --password-file password.txt
"#,
        remedy: "Write the password that opens the kit into the first line of the password file.",
    }
    TOO_LARGE = "pdf::too-large" {
        meaning: "The file is larger than 256 MiB.",
        example: Case "A scan of many pages was named instead of a kit.",
        remedy: "Name the filled-in kit itself.",
    }
    TOO_MANY_FIELDS = "pdf::too-many-fields" {
        meaning: "The file has more than 500,000 fields, or parts of fields, which no kit has.",
        example: Case "A hundred kits were merged into one file.",
        remedy: "Name the kits one by one.",
    }
    TOO_MUCH_TEXT = "pdf::too-much-text" {
        meaning: "A field holds more than 1,048,576 characters.",
        example: Case "A log file was pasted into the notes of a question.",
        remedy: "Shorten the text in a PDF program, and save the file.",
    }
    TOO_DEEP = "pdf::too-deep" {
        meaning: "Fields are nested inside each other more than 32 levels deep, which no kit does.",
        example: Case "The file was made by a program that tests PDF readers.",
        remedy: "Name the filled-in kit itself.",
    }
    TOO_COSTLY = "pdf::too-costly" {
        meaning: "Reading the file takes more than a minute, or far more memory than its size suggests.",
        example: Case "The file was built to unpack into gigabytes.",
        remedy: "Do not open files from people you do not know. Name the filled-in kit itself.",
    }
    NO_THREAD = "pdf::no-thread" {
        meaning: "The system gave the program no memory or no thread to read the file with.",
        example: Case "A limit of the shell allows the program less memory than reading a kit takes.",
        remedy: "Close other programs, or raise the limits of the shell, and run the command again.",
    }
    RECOVERED = "pdf::recovered" {
        meaning: "The file is damaged. The program found its objects without its table of contents, as other PDF \
            programs do, so answers may be missing or older than the last ones.",
        example: Commands r"
head -c -30 filled.pdf > part.pdf
interview-kit inspect part.pdf
",
        remedy: "Compare the answers with the file in a PDF program. Fetch the file once more if you can.",
    }
    NO_FIELDS = "pdf::no-fields" {
        meaning: "The file has no fields, so there are no answers to read.",
        example: Commands r"
interview-kit build --bank bank.toml --role analyst --no-form --out kit.pdf
interview-kit flatten kit.pdf
",
        remedy: "Name the file as it was filled in. Printing to PDF and `flatten` turn fields into drawings, and \
            `--no-form` builds kits without fields.",
    }
    PORTFOLIO = "pdf::portfolio" {
        meaning: "The file is a portfolio: a cover for other files, which are attached to it.",
        example: Case "A program packed the kits of all interviewers into one portfolio.",
        remedy: "Save the kits out of it in a PDF program, or with `pdfdetach -saveall FILE`, and use those.",
    }
    MERGED_KITS = "pdf::merged-kits" {
        meaning: "Several kits were merged into one file. Each has answers of its own.",
        example: Case "The kits of three interviewers were merged into one file to send them together.",
        remedy: "Read the answers kit by kit, or split the file: `qpdf FILE --pages . 9-16 -- second.pdf` writes the \
            pages 9 to 16.",
    }
    ANSWER_IN_DOUBT = "pdf::answer-in-doubt" {
        meaning: "The file has more than one value for a field, or one that no page shows, or none that can be read.",
        example: Case "A program stored a rating and did not mark its circle on the page.",
        remedy: "Look at the page and decide. `inspect` shows each other value in the column `doubt`.",
    }
    LOST_FORM = "pdf::lost-form" {
        meaning: "The boxes are still on the pages, but the form that names them is gone. The answers are read from \
            the boxes.",
        example: Case "A program copied the pages of a kit into a new file.",
        remedy: "Compare the answers with the pages, or use the kit as it was before its pages were copied.",
    }
    DETACHED_FIELDS = "pdf::detached-fields" {
        meaning: "Fields were renamed, or their boxes were taken out of the form. The boxes say which fields they are.",
        example: Case "Apple's Preview saved the kit, and a circle of a rating lost the field above it.",
        remedy: "Compare these answers with the pages.",
    }
    UNNAMED_BOXES = "pdf::unnamed-boxes" {
        meaning: "Boxes on the pages belong to no field, so what they hold cannot be read.",
        example: Case "A program merged kits and kept the fields of the first only.",
        remedy: "Look at the pages, or use the kit as it was before it was merged.",
    }
    NOT_A_KIT = "pdf::not-a-kit" {
        meaning: "The PDF file is not a kit that this program built.",
        example: Case "A form of another program is given to `redact`.",
        remedy: "Use a PDF program: other files may hold what this program does not know how to change.",
    }
    SIGNED = "pdf::signed" {
        meaning: "A field of the kit is signed with a certificate, which a change would break.",
        example: Case "The interviewer signed the kit with a smart card in a PDF program.",
        remedy: "Keep the file as it is: a signed kit is final.",
    }
    UNPLACED_ANSWER = "pdf::unplaced-answer" {
        meaning: "A field holds an answer, but no page has a place for it.",
        example: Case "A program removed the boxes of some fields when it saved the kit.",
        remedy: "Open the kit in a PDF program, fill in these fields again, and save it.",
    }
    NOT_WRITTEN = "pdf::not-written" {
        meaning: "The new PDF file could not be made.",
        example: Case "A font file that was given with `--font` cannot be reduced to the characters in use.",
        remedy: "Leave out fonts given with `--font`. If it fails without them, report the error with its message.",
    }
    PASSWORD_DROPPED = "pdf::password-dropped" {
        meaning: "The kit is protected with a password, and the file made from it is not.",
        example: Commands r#"
echo "a long password" > password.txt
interview-kit build --bank bank.toml --role analyst --password-file password.txt --out kit.pdf
interview-kit flatten kit.pdf --password-file password.txt
"#,
        remedy: "Keep the new file where only those who may read it can, or protect it with a PDF program.",
    }
}
