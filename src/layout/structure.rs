//! The parts of a story, by which it is read aloud: a tree beside the pages.

use crate::document::Role;

/// Names a part of a structure: its place in the list of parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PartId(pub u32);

/// A part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// What it is.
    pub role: Role,
    /// What it is a part of; the whole where `None`.
    pub parent: Option<PartId>,
}

/// All parts in the order of reading, each after the one it is a part of. Some hold nothing: a cell
/// may be empty, and so is what cannot be filled in.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Structure {
    /// The parts.
    pub parts: Vec<Part>,
}

/// A structure in the making.
#[derive(Debug, Default)]
pub(super) struct Outliner {
    structure: Structure,
    /// The innermost part that is open, and holds parts.
    inside: Option<PartId>,
    /// The part that takes text in, if one is open.
    text: Option<PartId>,
    /// Whether what comes repeats what was read already, and so is no part.
    repeats: bool,
}

impl Outliner {
    fn add(&mut self, role: Role) -> PartId {
        let id = PartId(self.structure.parts.len() as u32);
        self.structure.parts.push(Part { role, parent: self.inside });
        id
    }

    /// Opens a part; what is returned closes it.
    pub(super) fn open(&mut self, role: Role) -> Opened {
        let before = Opened { inside: self.inside, text: self.text, repeats: self.repeats };
        if !self.repeats {
            let part = Some(self.add(role));
            if role.holds_text() {
                self.text = part;
            } else {
                (self.inside, self.text) = (part, None);
            }
        }
        before
    }

    /// Opens what repeats what was read already.
    pub(super) fn repeat(&mut self) -> Opened {
        let before = Opened { inside: self.inside, text: self.text, repeats: self.repeats };
        self.repeats = true;
        before
    }

    pub(super) fn close(&mut self, opened: Opened) {
        Opened { inside: self.inside, text: self.text, repeats: self.repeats } = opened;
    }

    /// The part that text belongs to: the open one, or one of its own.
    pub(super) fn text(&mut self, role: Role) -> Option<PartId> {
        if self.repeats { None } else { Some(self.text.unwrap_or_else(|| self.add(role))) }
    }

    /// A part of its own, whatever is open.
    pub(super) fn own(&mut self, role: Role) -> Option<PartId> {
        (!self.repeats).then(|| self.add(role))
    }

    /// How many parts there are, to return to when the last ones are set anew.
    pub(super) fn count(&self) -> usize {
        self.structure.parts.len()
    }

    pub(super) fn return_to(&mut self, count: usize) {
        self.structure.parts.truncate(count);
    }

    pub(super) fn finish(self) -> Structure {
        self.structure
    }
}

/// What was open before a part was opened.
#[derive(Debug, Clone, Copy)]
#[must_use]
pub(super) struct Opened {
    inside: Option<PartId>,
    text: Option<PartId>,
    repeats: bool,
}
