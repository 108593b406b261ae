//! Putting the file together.

use std::collections::BTreeMap;

use lopdf::{
    Dictionary, Document, Object, ObjectId, ObjectStreamConfig, SaveOptions, StringFormat, dictionary,
    text_string,
};
use printpdf::{Mm, Op, PdfDocument, PdfPage, PdfSaveOptions};
use sha2::{Digest, Sha256};

use super::compress::Deflater;
use super::error::{PdfError, check};
use super::fonts::UsedFaces;
use super::paint::circle;
use super::tags::{self, Annotations};
use super::{cross_reference, embed, form, metadata, outline, paint};
use crate::document::DestinationId;
use crate::geom::Rect;
use crate::layout::{FontSet, Item, Page, Pages, Placed};

/// How many pages are translated at once. The library holds all instructions of a document at a
/// time; a document for every few pages keeps the memory of a huge kit flat.
const PAGES_AT_ONCE: usize = 16;

/// The resource name of the face that texts are typed in: the first, that of running text.
const TYPED: &str = "T0";

/// What made the file.
const PROGRAM: &str = concat!("interview-kit ", env!("CARGO_PKG_VERSION"));

/// The comment after a file's first line: "ikit" with the high bit of every letter set, as the
/// standard asks of a comment that marks a file as binary. By it the program knows its own files.
const MARK: [u8; 4] = [b'i' | 0x80, b'k' | 0x80, b'i' | 0x80, b't' | 0x80];

/// Whether a file that starts with `start` was written by this program, and not by another that
/// read it and wrote it anew.
#[must_use]
pub fn is_ours(start: &[u8]) -> bool {
    let mark = [b"%PDF-1.7\n%".as_slice(), &MARK, b"\n"].concat();
    start.starts_with(&mark)
}

/// The bytes of a PDF file with these pages.
pub fn write(pages: &Pages, fonts: &FontSet) -> Result<Vec<u8>, PdfError> {
    let mut out = Document::with_version("1.7");
    out.binary_mark = MARK.to_vec();
    let mut deflater = Deflater::new();
    let is_typed_into = form::is_typed_into(pages);
    let faces = UsedFaces::of(pages, fonts, is_typed_into);
    let font_dictionary = embed::embed(&faces, fonts, &mut out, &mut deflater)?;
    let drawn_once = circles(&pages.pages, &mut out, &mut deflater)?;
    let tree = out.new_object_id();
    let page_ids: Vec<ObjectId> = pages.pages.iter().map(|_| out.new_object_id()).collect();
    let typed = (TYPED, &font_dictionary);
    let filled = form::filled(pages).map(|(height, typed)| paint::typed_ops(typed, height, &faces));
    let filled = translate(filled)?;
    let mut form = form::add(pages, &page_ids, typed, &filled, &mut out, &mut deflater);
    let resources = out.add_object(dictionary! { "Font" => font_dictionary, "XObject" => drawn_once });
    let places: BTreeMap<DestinationId, &Placed> =
        pages.destinations.iter().map(|p| (p.destination.id, p)).collect();
    let mut digest = Sha256::new();
    form::names(pages).for_each(|name| {
        digest.update(name.as_bytes());
        digest.update([0]);
    });
    for content in &filled {
        digest.update(content);
    }
    let widgets = form.as_mut().map(|form| std::mem::take(&mut form.widgets)).unwrap_or_default();
    // Keys of the parent tree: those of the pages, then those of the widgets, then those of the links.
    let mut key = page_ids.len() + widgets.iter().map(Vec::len).sum::<usize>();
    let mut widgets = widgets.into_iter();
    let mut annotations: Vec<Annotations> = Vec::with_capacity(page_ids.len());
    for (chunk, ids) in pages.pages.chunks(PAGES_AT_ONCE).zip(page_ids.chunks(PAGES_AT_ONCE)) {
        let ops = chunk.iter().map(|page| paint::page_ops(page, &pages.structure, pages.size.1, &faces));
        let contents = translate(ops)?;
        for ((page, id), content) in chunk.iter().zip(ids).zip(contents) {
            digest.update(&content);
            let content = out.add_object(deflater.stream(Dictionary::new(), &content));
            let mut dict = dictionary! {
                "Type" => "Page",
                "Parent" => tree,
                "Contents" => content,
                "StructParents" => annotations.len() as i64,
            };
            let mut link = |mut link: Dictionary| {
                link.set("StructParent", key as i64);
                key += 1;
                out.add_object(link)
            };
            let links = links(page, &places, &page_ids, pages.size.1).into_iter();
            let of_page = Annotations {
                links: links.map(|dict| dict.map(&mut link)).collect(),
                widgets: widgets.next().unwrap_or_default(),
            };
            let ids = of_page.links.iter().flatten().chain(of_page.widgets.iter().map(|(id, _)| id));
            let ids: Vec<Object> = ids.map(|id| (*id).into()).collect();
            if !ids.is_empty() {
                dict.set("Annots", ids);
                dict.set("Tabs", "S");
            }
            annotations.push(of_page);
            out.objects.insert(*id, dict.into());
        }
    }
    let kids: Vec<Object> = page_ids.iter().map(|id| (*id).into()).collect();
    let (width, height) = pages.size;
    let tree_dict = dictionary! {
        "Type" => "Pages",
        "Count" => page_ids.len() as i64,
        "Kids" => kids,
        "MediaBox" => vec![0.into(), 0.into(), width.into(), height.into()],
        "Resources" => resources,
    };
    out.objects.insert(tree, tree_dict.into());
    let read = tags::add(pages, &page_ids, &annotations, &mut out);
    catalog(&mut out, pages, (tree, read), &page_ids, form.map(|form| form.dictionary));
    identify(&mut out, pages, digest);
    save(out, &mut deflater)
}

/// The circles of the rating scales as forms, by the names pages know them by.
fn circles(pages: &[Page], out: &mut Document, deflater: &mut Deflater) -> Result<Dictionary, PdfError> {
    let used = circle::used(pages);
    let contents = translate(used.iter().map(|(_, width)| circle::ops(*width)))?;
    let mut forms = Dictionary::new();
    for ((name, width), content) in used.into_iter().zip(contents) {
        // Half the thickest line stands outside the circle.
        let reach = width / 2.0 + 1.0;
        let dict = dictionary! {
            "Type" => "XObject",
            "Subtype" => "Form",
            "BBox" => vec![(-reach).into(), (-reach).into(), reach.into(), reach.into()],
            "Resources" => Dictionary::new(),
        };
        forms.set(name, out.add_object(deflater.stream(dict, &content)));
    }
    Ok(forms)
}

/// The content streams of some lists of instructions.
fn translate(lists: impl Iterator<Item = Vec<Op>>) -> Result<Vec<Vec<u8>>, PdfError> {
    let mut document = PdfDocument::new("");
    document.pages = lists.map(|ops| PdfPage::new(Mm(1.0), Mm(1.0), ops)).collect();
    let mut warnings = Vec::new();
    // `secure` would drop the text operators written as they are.
    let options = PdfSaveOptions { secure: false, ..PdfSaveOptions::default() };
    let translated = document.to_lopdf_document(&options, &mut warnings);
    check(&warnings)?;
    let contents: Vec<Vec<u8>> = translated.page_iter().map(|id| translated.get_page_content(id)).collect();
    if contents.len() != document.pages.len() {
        return Err(PdfError::Library("it lost a page".into()));
    }
    Ok(contents)
}

/// The links of a page, in order; none for one that leads nowhere.
fn links(
    page: &Page,
    places: &BTreeMap<DestinationId, &Placed>,
    page_ids: &[ObjectId],
    height: f32,
) -> Vec<Option<Dictionary>> {
    let hundredths = |v: f32| Object::Real((v * 100.0).round() / 100.0);
    let link = |(rect, to): (&Rect, &DestinationId)| {
        let target = places.get(to)?;
        let (bottom, top) = (height - rect.y - rect.h, height - rect.y);
        Some(dictionary! {
            "Type" => "Annot",
            "Subtype" => "Link",
            "F" => 4,
            "Rect" => vec![hundredths(rect.x), hundredths(bottom), hundredths(rect.x + rect.w), hundredths(top)],
            "Border" => vec![0.into(), 0.into(), 0.into()],
            "Contents" => text_string(&target.destination.title),
            "Dest" => outline::place(target, page_ids[target.page], height),
        })
    };
    let places = page.items.iter().filter_map(|item| match item {
        Item::Link { rect, to, .. } => Some((rect, to)),
        _ => None,
    });
    places.map(link).collect()
}

fn catalog(
    out: &mut Document,
    pages: &Pages,
    (tree, read): (ObjectId, ObjectId),
    page_ids: &[ObjectId],
    form: Option<Dictionary>,
) {
    let mut dict = dictionary! {
        "Type" => "Catalog",
        "Pages" => tree,
        "Lang" => text_string(&pages.meta.language),
        "ViewerPreferences" => dictionary! { "DisplayDocTitle" => true },
        "MarkInfo" => dictionary! { "Marked" => true },
        "StructTreeRoot" => read,
        "Metadata" => out.add_object(metadata::stream(&pages.meta, PROGRAM)),
    };
    if let Some(root) = outline::add(out, &pages.destinations, page_ids, pages.size.1) {
        dict.set("Outlines", root);
        dict.set("PageMode", "UseOutlines");
    }
    if let Some(form) = form {
        dict.set("AcroForm", out.add_object(form));
    }
    let catalog = out.add_object(dict);
    out.trailer.set("Root", catalog);
}

/// Metadata without a clock, and a file identifier that follows from the content.
fn identify(out: &mut Document, pages: &Pages, mut digest: Sha256) {
    let meta = &pages.meta;
    let mut info = Dictionary::new();
    for (key, value) in [
        ("Title", &*meta.title),
        ("Author", &*meta.author),
        ("Subject", &*meta.subject),
        ("Creator", PROGRAM),
        ("Producer", PROGRAM),
    ] {
        digest.update(value.as_bytes());
        digest.update([0]);
        if !value.is_empty() {
            info.set(key, text_string(value));
        }
    }
    let info = out.add_object(info);
    out.trailer.set("Info", info);
    let id = Object::String(digest.finalize()[..16].to_vec(), StringFormat::Hexadecimal);
    out.trailer.set("ID", vec![id.clone(), id]);
}

fn save(mut out: Document, deflater: &mut Deflater) -> Result<Vec<u8>, PdfError> {
    let mut bytes = Vec::new();
    let options = SaveOptions {
        use_object_streams: true,
        use_xref_streams: true,
        // Many objects a stream share one window of the compressor.
        object_stream_config: ObjectStreamConfig { max_objects_per_stream: 1_000, compression_level: 6 },
        ..SaveOptions::default()
    };
    out.save_with_options(&mut bytes, options).map_err(|e| PdfError::Library(e.to_string()))?;
    bytes.push(b'\n');
    Ok(cross_reference::packed(bytes, deflater))
}
