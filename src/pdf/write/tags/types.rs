//! The structure types of each role (ISO 32000-1, 14.8.4).

use crate::document::Role;

/// The structure type of text in another language than the rest of its node.
pub(in crate::pdf::write) const SPAN: &str = "Span";

/// Returns the structure types of a role, from the outermost to the innermost, which has the content.
pub(super) fn structure_types(role: Role) -> &'static [&'static str] {
    match role {
        Role::Section => &["Sect"],
        Role::Heading(1) => &["H1"],
        Role::Heading(2) => &["H2"],
        Role::Heading(3) => &["H3"],
        Role::Heading(4) => &["H4"],
        Role::Heading(5) => &["H5"],
        Role::Heading(_) => &["H6"],
        Role::Paragraph => &["P"],
        Role::Code => &["P", "Code"],
        Role::List => &["L"],
        Role::Item => &["LI", "LBody"],
        Role::Table => &["Table"],
        Role::TableRow => &["TR"],
        Role::Header(_) => &["TH"],
        Role::Cell { .. } => &["TD"],
        Role::Contents => &["TOC"],
        Role::Entry => &["TOCI", "Reference", "Link"],
        Role::Caption => &["Caption"],
    }
}

/// Returns the innermost structure type of a role.
pub(in crate::pdf::write) fn structure_type(role: Role) -> &'static str {
    structure_types(role).last().copied().unwrap_or_default()
}
