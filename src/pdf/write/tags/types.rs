//! The structure types of each role (ISO 32000-1, 14.8.4).

use crate::document::StructureRole;

/// The structure type of text in another language than the rest of its node.
pub(in crate::pdf::write) const SPAN: &str = "Span";

/// Returns the structure types of a role, from the outermost to the innermost, which has the content.
pub(super) fn structure_types(role: StructureRole) -> &'static [&'static str] {
    match role {
        StructureRole::Section => &["Sect"],
        StructureRole::Heading(1) => &["H1"],
        StructureRole::Heading(2) => &["H2"],
        StructureRole::Heading(3) => &["H3"],
        StructureRole::Heading(4) => &["H4"],
        StructureRole::Heading(5) => &["H5"],
        StructureRole::Heading(_) => &["H6"],
        StructureRole::Paragraph => &["P"],
        StructureRole::Code => &["P", "Code"],
        StructureRole::List => &["L"],
        StructureRole::Item => &["LI", "LBody"],
        StructureRole::Table => &["Table"],
        StructureRole::TableRow => &["TR"],
        StructureRole::Header(_) => &["TH"],
        StructureRole::Cell { .. } => &["TD"],
        StructureRole::Contents => &["TOC"],
        StructureRole::Entry => &["TOCI", "Reference", "Link"],
        StructureRole::Caption => &["Caption"],
    }
}

/// Returns the innermost structure type of a role.
pub(in crate::pdf::write) fn structure_type(role: StructureRole) -> &'static str {
    structure_types(role).last().copied().unwrap_or_default()
}
