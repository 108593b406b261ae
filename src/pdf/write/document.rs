//! Putting the file together.

use lopdf::{Dictionary, Object, ObjectId, dictionary};

use super::catalog::{self, Parts};
use super::file::File;
use super::font_cache::FontCache;
use super::fonts::UsedFaces;
use super::links::Targets;
use super::paint::circle;
use super::protect::Cipher;
use super::settings::Settings;
use super::tags::{self, Annotations, Languages};
use super::{form, paint};
use crate::layout::{FontSet, Page, Pages};
use crate::pdf::compress::Deflater;
use crate::pdf::error::PdfError;
use crate::pdf::seal;
use crate::pdf::seal::Seal;

/// The resource name of the face that texts are typed in: the first, that of running text.
const TYPED: &str = "T0";

/// The bytes of a PDF file with these pages.
pub fn write_document(pages: &Pages, fonts: &FontSet, settings: &Settings) -> Result<Vec<u8>, PdfError> {
    FontCache::new(fonts).write(pages, settings)
}

impl FontCache<'_> {
    /// The bytes of a PDF file with these pages, which are set in the fonts of the foundry.
    pub fn write(&mut self, pages: &Pages, settings: &Settings) -> Result<Vec<u8>, PdfError> {
        let cipher = settings.protection.as_ref().map(Cipher::new).transpose()?;
        let mut out = File::new(cipher);
        let typed = if form::is_typed_into(pages) { self.typed.as_slice() } else { &[] };
        let faces = UsedFaces::of(pages, self.fonts, typed);
        let font_dictionary = self.embed(&faces, &mut out)?;
        put_together(
            pages,
            (&faces, font_dictionary),
            settings,
            out,
            (&mut self.deflater, &mut self.of_objects),
        )
    }
}

/// Writes all that is not a font.
fn put_together(
    pages: &Pages,
    (faces, font_dictionary): (&UsedFaces, Dictionary),
    settings: &Settings,
    mut out: File,
    (deflater, of_objects): (&mut Deflater, &mut Deflater),
) -> Result<Vec<u8>, PdfError> {
    let drawn_once = circles(&pages.pages, &mut out, deflater);
    let tree = out.new_object_id();
    let page_ids: Vec<ObjectId> = pages.pages.iter().map(|_| out.new_object_id()).collect();
    let typed = (TYPED, &font_dictionary);
    let filled: Vec<Vec<u8>> =
        form::filled(pages).map(|(height, typed)| paint::typed(typed, height, faces)).collect();
    let filled = (filled.as_slice(), !settings.archival);
    let mut form = form::add(pages, &page_ids, typed, filled, &mut out, deflater);
    let resources = out.add_object(dictionary! { "Font" => font_dictionary, "XObject" => drawn_once });
    let targets = Targets::of(&pages.destinations, &page_ids, pages.size.1);
    let mut seal = Seal::default();
    let languages = Languages::of(pages);
    let widgets = form.as_mut().map(|form| std::mem::take(&mut form.widgets)).unwrap_or_default();
    // Keys of the parent tree: those of the pages, then those of the widgets, then those of the links.
    let mut key = page_ids.len() + widgets.iter().map(Vec::len).sum::<usize>();
    let mut widgets = widgets.into_iter();
    let mut annotations: Vec<Annotations> = Vec::with_capacity(page_ids.len());
    for (page, id) in pages.pages.iter().zip(&page_ids) {
        let content = paint::page(page, (&pages.structure, &languages), pages.size.1, faces);
        seal.add(&content);
        let content = out.add_object(deflater.stream(Dictionary::new(), &content));
        let mut dict = dictionary! {
            "Type" => "Page",
            "Parent" => tree,
            // PDF/A asks for it on every page.
            "Resources" => resources,
            "Contents" => content,
            "StructParents" => annotations.len() as i64,
        };
        let mut link = |mut link: Dictionary| {
            link.set("StructParent", key as i64);
            key += 1;
            out.add_object(link)
        };
        let of_page = Annotations {
            links: targets.links(page).into_iter().map(|dict| dict.map(&mut link)).collect(),
            widgets: widgets.next().unwrap_or_default(),
        };
        let ids = of_page.links.iter().flatten().chain(of_page.widgets.iter().map(|(id, _)| id));
        let ids: Vec<Object> = ids.map(|id| (*id).into()).collect();
        if !ids.is_empty() {
            dict.set("Annots", ids);
            dict.set("Tabs", "S");
        }
        annotations.push(of_page);
        out.insert(*id, dict);
    }
    let kids: Vec<Object> = page_ids.iter().map(|id| (*id).into()).collect();
    let (width, height) = pages.size;
    let tree_dict = dictionary! {
        "Type" => "Pages",
        "Count" => page_ids.len() as i64,
        "Kids" => kids,
        "MediaBox" => vec![0.into(), 0.into(), width.into(), height.into()],
    };
    out.insert(tree, tree_dict);
    let read = tags::add(pages, &page_ids, &annotations, &languages, &mut out);
    let form = form.map(|form| form.dictionary);
    let parts = Parts { pages: tree, page_ids: &page_ids, structure: read, form };
    let seals = [(seal::PAGES, seal.finish()), (seal::FIELDS, form::seal(pages))];
    let trailer = dictionary! {
        "Root" => catalog::add(pages, parts, (settings, &seals), &mut out, deflater),
        "Info" => catalog::information(&mut out, pages, settings.date),
    };
    out.finish(trailer, None, of_objects)
}

/// The circles of the rating scales as forms, by the names pages know them by.
fn circles(pages: &[Page], out: &mut File, deflater: &mut Deflater) -> Dictionary {
    let mut forms = Dictionary::new();
    for (name, width) in circle::used(pages) {
        // Half the thickest line stands outside the circle.
        let reach = width / 2.0 + 1.0;
        let dict = dictionary! {
            "Type" => "XObject",
            "Subtype" => "Form",
            "BBox" => vec![(-reach).into(), (-reach).into(), reach.into(), reach.into()],
            "Resources" => Dictionary::new(),
        };
        forms.set(name, out.add_object(deflater.stream(dict, &circle::content(width))));
    }
    forms
}
