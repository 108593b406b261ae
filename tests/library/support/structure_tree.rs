//! The structure tree of a PDF file, read back.

use std::collections::BTreeMap;

use lopdf::content::Content;
use lopdf::{Dictionary, Object, ObjectId};

use super::pdf_reader::Reader;

/// A structure element with its children.
#[derive(Debug)]
pub(crate) struct Element {
    pub(crate) id: ObjectId,
    pub(crate) kind: String,
    pub(crate) dict: Dictionary,
    pub(crate) kids: Vec<Kid>,
}

#[derive(Debug)]
pub(crate) enum Kid {
    Element(Element),
    /// Marked content: the index of its page and its number there.
    Marked(usize, i64),
    Annotation(ObjectId),
}

/// Reads the root element of the structure tree.
pub(crate) fn tree(reader: &Reader) -> Element {
    let root = reader.dict(reader.catalog().get(b"StructTreeRoot").unwrap());
    assert_eq!(root.get(b"Type").unwrap().as_name().unwrap(), b"StructTreeRoot");
    let whole = root.get(b"K").unwrap().as_reference().unwrap();
    let root = reader.catalog().get(b"StructTreeRoot").unwrap().as_reference().unwrap();
    element(reader, whole, root)
}

fn element(reader: &Reader, id: ObjectId, parent: ObjectId) -> Element {
    let dict = reader.document.get_dictionary(id).unwrap().clone();
    assert_eq!(dict.get(b"P").unwrap().as_reference().unwrap(), parent);
    let kind = String::from_utf8(dict.get(b"S").unwrap().as_name().unwrap().to_vec()).unwrap();
    let list = match dict.get(b"K") {
        Ok(Object::Array(list)) => list.clone(),
        Ok(one) => vec![one.clone()],
        Err(_) => Vec::new(),
    };
    let page = |dict: &Dictionary| {
        let page = dict.get(b"Pg").unwrap().as_reference().unwrap();
        reader.pages.iter().position(|p| *p == page).unwrap()
    };
    let part = |part: &Object| match part {
        Object::Integer(number) => Kid::Marked(page(&dict), *number),
        Object::Reference(inner) => Kid::Element(element(reader, *inner, id)),
        Object::Dictionary(mark) if mark.has(b"MCID") => {
            Kid::Marked(page(mark), mark.get(b"MCID").unwrap().as_i64().unwrap())
        }
        Object::Dictionary(object) => Kid::Annotation(object.get(b"Obj").unwrap().as_reference().unwrap()),
        other => panic!("{other:?} in an element"),
    };
    let kids = list.iter().map(part).collect();
    Element { id, kind, dict, kids }
}

impl Element {
    /// Returns this element and its descendants in reading order.
    pub(crate) fn all(&self) -> Vec<&Element> {
        let inner = self.elements().flat_map(Self::all);
        [self].into_iter().chain(inner).collect()
    }

    pub(crate) fn elements(&self) -> impl Iterator<Item = &Element> {
        self.kids.iter().filter_map(|kid| if let Kid::Element(element) = kid { Some(element) } else { None })
    }

    /// Returns the types of its child elements.
    pub(crate) fn kinds(&self) -> Vec<&str> {
        self.elements().map(|element| element.kind.as_str()).collect()
    }

    /// Returns its marked content in reading order, each with its element.
    pub(crate) fn marked(&self) -> Vec<((usize, i64), ObjectId)> {
        let of = |kid: &Kid| match kid {
            Kid::Element(element) => element.marked(),
            Kid::Marked(page, number) => vec![((*page, *number), self.id)],
            Kid::Annotation(_) => Vec::new(),
        };
        self.kids.iter().flat_map(of).collect()
    }

    /// Returns its annotations, each with its element.
    pub(crate) fn annotations(&self) -> Vec<(ObjectId, &Element)> {
        let of = |kid: &Kid| if let Kid::Annotation(id) = kid { Some((*id, self)) } else { None };
        let own = self.kids.iter().filter_map(of);
        own.chain(self.elements().flat_map(Self::annotations)).collect()
    }
}

/// Returns the values of a number tree.
pub(crate) fn numbers(reader: &Reader, node: &Object) -> BTreeMap<i64, Object> {
    let node = reader.dict(node);
    let mut found = BTreeMap::new();
    if let Ok(kids) = node.get(b"Kids") {
        for kid in reader.get(kids).as_array().unwrap() {
            let inner = numbers(reader, kid);
            let limits = reader.dict(kid).get(b"Limits").unwrap().as_array().unwrap().clone();
            let limits: Vec<i64> = limits.iter().map(|limit| limit.as_i64().unwrap()).collect();
            assert_eq!(limits, [*inner.keys().next().unwrap(), *inner.keys().next_back().unwrap()]);
            found.extend(inner);
        }
    }
    if let Ok(nums) = node.get(b"Nums") {
        let pairs = reader.get(nums).as_array().unwrap().chunks(2);
        found.extend(pairs.map(|pair| (pair[0].as_i64().unwrap(), reader.get(&pair[1]).clone())));
        let raw = reader.get(nums).as_array().unwrap().chunks(2);
        for pair in raw {
            if let Object::Reference(_) = pair[1] {
                found.insert(pair[0].as_i64().unwrap(), pair[1].clone());
            }
        }
    }
    found
}

/// Returns the text of each marked content of a page, by its number. Fails if visible content is
/// in none of them and not marked as decoration, or in two.
pub(crate) fn marked_text(reader: &Reader, page: usize) -> BTreeMap<i64, String> {
    const SHOWING: [&str; 9] = ["TJ", "Tj", "'", "\"", "S", "f", "B", "Do", "s"];
    let content = reader.document.get_page_content(reader.pages[page]);
    let content = Content::decode(&content).unwrap();
    let mut texts = BTreeMap::new();
    // The number of each open marked content; decoration and spans of letters have none.
    let mut open: Vec<(String, Option<i64>)> = Vec::new();
    for operation in &content.operations {
        let operands = &operation.operands;
        match operation.operator.as_str() {
            "BMC" | "BDC" => {
                let tag = String::from_utf8(operands[0].as_name().unwrap().to_vec()).unwrap();
                let dict = operands.get(1).map(|dict| dict.as_dict().unwrap());
                let number = dict.and_then(|dict| dict.get(b"MCID").ok()).map(|n| n.as_i64().unwrap());
                let is_leaf = number.is_some() || tag == "Artifact";
                assert!(
                    is_leaf != open.iter().any(|(_, _)| true)
                        || ["Span", "ReversedChars"].contains(&tag.as_str()),
                    "{tag} in {open:?}"
                );
                if let Some(number) = number {
                    assert!(texts.insert(number, String::new()).is_none(), "{number} comes twice");
                }
                open.push((tag, number));
            }
            "EMC" => {
                open.pop().unwrap();
            }
            operator if SHOWING.contains(&operator) => {
                assert!(!open.is_empty(), "{operator} on page {} is not marked", page + 1);
            }
            _ => {}
        }
    }
    assert!(open.is_empty());
    assert!(texts.keys().copied().eq(0..texts.len() as i64));
    for (number, text) in reader.marked(page) {
        texts.get_mut(&number).unwrap().push_str(&text);
    }
    texts
}
