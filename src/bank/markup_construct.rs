//! The Markdown constructs that kits do not set, and what to write instead of each.

/// A Markdown construct that kits do not set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Construct {
    CodeBlock,
    List,
    ListMark,
    Table,
    Link,
    Image,
    Html,
    Math,
    UnderscoredName,
    StarInCode,
    Heading,
    Quote,
    Footnote,
    LineBreak,
    Strikethrough,
    SuperOrSubscript,
    Rule,
}

impl Construct {
    /// Says what becomes of it, and what to write instead.
    pub(super) fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::CodeBlock => (
                "a block of code is run together into a paragraph",
                "put it into `code = { language = \"…\", source = '''…''' }`, which keeps its lines",
            ),
            Self::List => (
                "a list is run together into a paragraph",
                "leave a blank line between its entries, so that each is a paragraph",
            ),
            Self::ListMark => (
                "the mark of a list is printed as it is typed",
                "leave it out: each entry already stands by itself",
            ),
            Self::Table => (
                "a table is run together into a paragraph",
                "put it into `code = { language = \"text\", source = '''…''' }`, which keeps its lines",
            ),
            Self::Link => (
                "a link is printed as it is typed",
                "write its words, and the address beside them if readers need it",
            ),
            Self::Image => (
                "a picture is printed as it is typed, without the picture",
                "describe it, or hand it out on a sheet of its own",
            ),
            Self::Html => (
                "HTML is printed as it is typed",
                "use `*emphasis*`, `**strong**`, `` `code` `` and blank lines; put tags that are asked about into code",
            ),
            Self::Math => (
                "a formula is printed as it is typed",
                "write it in words or with Unicode characters such as `x² ≤ 1`, or as code",
            ),
            Self::UnderscoredName => (
                "a name between double underscores is printed in bold, without the underscores",
                "write it as code: `` `__name__` ``",
            ),
            Self::StarInCode => (
                "`*` starts or ends emphasis here, and is not printed",
                "write code between backquotes, or each `*` as `\\*` (in a TOML text between double quotes `\\\\*`)",
            ),
            Self::Heading => (
                "a heading is printed as it is typed, in a paragraph",
                "leave out its marks, or use `**strong**`",
            ),
            Self::Quote => ("a block quote is printed with its `>`", "use quotation marks"),
            Self::Footnote => ("a footnote is printed as it is typed", "put the note into the text"),
            Self::LineBreak => (
                "a line break (two spaces or a backslash at the end of a line) becomes a space",
                "leave a blank line to start a paragraph",
            ),
            Self::Strikethrough => ("text that is struck out is printed with its `~`", "leave it out"),
            Self::SuperOrSubscript => (
                "a superscript or subscript is printed as it is typed",
                "use Unicode characters, as in `x²` and `H₂O`",
            ),
            Self::Rule => ("a dividing line is printed as it is typed", "leave it out"),
        }
    }
}
