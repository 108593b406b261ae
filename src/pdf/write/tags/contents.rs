//! The content of each structure node: stretches of text, links and form fields.

use lopdf::ObjectId;

use super::languages::Languages;
use super::stretches::{is_same_stretch, tagged_items};
use crate::document::Control;
use crate::layout::{PageItem, Pages};
use crate::pdf::write::file::FileWriter;
use crate::pdf::write::form::WidgetIds;

/// The annotations of a page, in the order of its items.
#[derive(Debug, Default)]
pub(in crate::pdf::write) struct PageAnnotations {
    /// The links, `None` for each one without a target.
    pub(in crate::pdf::write) links: Vec<Option<ObjectId>>,
    pub(in crate::pdf::write) widgets: Vec<WidgetIds>,
}

/// One piece of the content of a node.
#[derive(Debug, Clone, Copy)]
pub(super) enum Content<'p> {
    /// A stretch of text, by its number on the page. `span` is its own element, if its language needs one.
    Text {
        page: usize,
        number: usize,
        span: Option<ObjectId>,
    },
    Link {
        page: usize,
        annotation: ObjectId,
    },
    /// A form field, with its element.
    Field {
        page: usize,
        annotation: ObjectId,
        element: ObjectId,
        control: &'p Control,
    },
}

impl Content<'_> {
    pub(super) fn page(&self) -> usize {
        match self {
            Self::Text { page, .. } | Self::Link { page, .. } | Self::Field { page, .. } => *page,
        }
    }
}

/// Returns the content of each node, in reading order.
pub(super) fn node_contents<'p>(
    pages: &'p Pages,
    annotations: &[PageAnnotations],
    languages: &Languages,
    out: &mut FileWriter,
) -> Vec<Vec<Content<'p>>> {
    let mut contents = vec![Vec::new(); pages.structure.nodes.len()];
    for (page, (items, annotations)) in pages.pages.iter().zip(annotations).enumerate() {
        let mut number = 0;
        let mut links = annotations.links.iter();
        let mut widgets = annotations.widgets.iter();
        for stretch in tagged_items(items).chunk_by(|a, b| is_same_stretch(languages, a, b)) {
            match stretch[0] {
                PageItem::Text { node: Some(node), .. } => {
                    let span = languages.is_set_apart(stretch[0]).then(|| out.new_object_id());
                    contents[node.0 as usize].push(Content::Text { page, number, span });
                    number += 1;
                }
                PageItem::Link { node, .. } => {
                    if let Some(Some(annotation)) = links.next() {
                        contents[node.0 as usize].push(Content::Link { page, annotation: *annotation });
                    }
                }
                PageItem::Field { node, control, .. } => {
                    if let Some(WidgetIds { widget, element }) = widgets.next() {
                        let (annotation, element) = (*widget, *element);
                        contents[node.0 as usize].push(Content::Field { page, annotation, element, control });
                    }
                }
                _ => {}
            }
        }
    }
    contents
}
