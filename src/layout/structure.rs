//! The structure of a story: the tree by which it is read aloud, beside the pages.

use crate::document::StructureRole;

/// The id of a node: its index in the nodes of a [`Structure`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NodeId(pub u32);

/// A node of the structure tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StructureNode {
    /// The role of its content.
    pub role: StructureRole,
    /// The parent; `None` for the nodes at the top.
    pub parent: Option<NodeId>,
}

/// The structure tree of a document.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Structure {
    /// The nodes in reading order, each after its parent. A node may be empty, for example that of an empty
    /// table cell.
    pub nodes: Vec<StructureNode>,
}

/// Builds a structure tree while a story is walked.
#[derive(Debug, Default)]
pub(super) struct StructureBuilder {
    structure: Structure,
    scope: OpenNodes,
}

/// The nodes that are open.
#[derive(Debug, Clone, Copy, Default)]
#[must_use]
pub(super) struct OpenNodes {
    /// The innermost open node that holds nodes.
    parent: Option<NodeId>,
    /// The open node that holds text.
    text_node: Option<NodeId>,
    /// True inside content that repeats what was read before, and so has no nodes.
    is_repeat: bool,
}

impl StructureBuilder {
    fn push(&mut self, role: StructureRole) -> NodeId {
        let id = NodeId(self.structure.nodes.len() as u32);
        self.structure.nodes.push(StructureNode { role, parent: self.scope.parent });
        id
    }

    /// Opens a node. Returns the scope that [`Self::close`] restores.
    pub(super) fn open(&mut self, role: StructureRole) -> OpenNodes {
        let outer = self.scope;
        if !outer.is_repeat {
            let node = Some(self.push(role));
            if role.holds_text() {
                self.scope.text_node = node;
            } else {
                self.scope = OpenNodes { parent: node, text_node: None, ..outer };
            }
        }
        outer
    }

    /// Opens content that repeats what was read before. Returns the scope that [`Self::close`] restores.
    pub(super) fn open_repeat(&mut self) -> OpenNodes {
        let outer = self.scope;
        self.scope.is_repeat = true;
        outer
    }

    pub(super) fn close(&mut self, outer: OpenNodes) {
        self.scope = outer;
    }

    /// Returns the open node that holds text, or adds one.
    pub(super) fn text_node(&mut self, role: StructureRole) -> Option<NodeId> {
        if self.scope.is_repeat {
            None
        } else {
            Some(self.scope.text_node.unwrap_or_else(|| self.push(role)))
        }
    }

    /// Adds a node, even if one that holds text is open.
    pub(super) fn add_node(&mut self, role: StructureRole) -> Option<NodeId> {
        (!self.scope.is_repeat).then(|| self.push(role))
    }

    /// Returns the number of nodes, for [`Self::truncate`].
    pub(super) fn node_count(&self) -> usize {
        self.structure.nodes.len()
    }

    /// Removes the nodes after the first `count`, before their content is set in another way.
    pub(super) fn truncate(&mut self, count: usize) {
        self.structure.nodes.truncate(count);
    }

    pub(super) fn finish(self) -> Structure {
        self.structure
    }
}
