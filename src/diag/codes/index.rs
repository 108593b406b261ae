//! Codes of the index page of a folder.

super::code::family! {
    name: "index",
    title: "Index pages",
    about: "What `index` and `batch --index` report of the page that lists the kits of a folder.";

    STALE = "index::stale" {
        meaning: "The index page or its checksums do not match the kits in the folder.",
        example: Commands r"
interview-kit batch --index
rm dist/*.pdf
interview-kit index --check
",
        remedy: "Run the command that the help names, or `interview-kit index FOLDER`.",
    }
    NO_PICTURE = "index::no-picture" {
        meaning: "A kit is listed without a picture of its first page, because the page could not be drawn.",
        example: Case "A kit has so many pages that drawing takes too long.",
        remedy: "Nothing: the link and the checksum are right. Report the kit if it opens in a PDF program.",
    }
}
