//! Puts a file together: fonts, pages, form, structure tree and catalog.

use lopdf::{Dictionary, Object, ObjectId, dictionary};

use super::catalog::{self, CatalogParts};
use super::encryption::Cipher;
use super::file::FileWriter;
use super::font_cache::FontCache;
use super::form::{self, FormOptions, WidgetIds};
use super::input_glyphs::script_input;
use super::links::LinkTargets;
use super::options::WriteOptions;
use super::paint::{self, circle};
use super::tags::{self, Languages, PageAnnotations};
use super::used_font_faces::{RUNNING_TEXT_FONT, UsedFaces};
use crate::layout::{FontSet, Pages};
use crate::pdf::compress::Deflater;
use crate::pdf::error::PdfError;
use crate::pdf::seal::{FIELDS_PROPERTY, PAGES_PROPERTY, SealBuilder};

/// Returns the bytes of a PDF file with these pages.
pub fn write_document(pages: &Pages, fonts: &FontSet, options: &WriteOptions) -> Result<Vec<u8>, PdfError> {
    FontCache::new(fonts).write(pages, options)
}

impl FontCache<'_> {
    /// Returns the bytes of a PDF file with these pages, which are set in the fonts of the cache.
    pub fn write(&mut self, pages: &Pages, options: &WriteOptions) -> Result<Vec<u8>, PdfError> {
        let cipher = options.protection.as_ref().map(Cipher::new).transpose()?;
        let mut out = FileWriter::with_cipher(cipher);
        let has_text_fields = form::has_text_fields(pages);
        let script = if has_text_fields { script_input(pages, self.fonts) } else { None };
        let input = if has_text_fields { self.input.as_slice() } else { &[] };
        let faces = UsedFaces::from_pages(pages, self.fonts, input, script.as_ref());
        let fonts = self.embed(&faces, &mut out)?;
        let writer = DocumentWriter {
            pages,
            options,
            faces: &faces,
            languages: Languages::from_pages(pages),
            out,
            deflater: &mut self.content_deflater,
        };
        let (out, trailer) = writer.write(fonts);
        out.finish(trailer, None, &mut self.object_deflater)
    }
}

/// Writes everything but the fonts.
struct DocumentWriter<'a> {
    pages: &'a Pages,
    options: &'a WriteOptions,
    faces: &'a UsedFaces,
    languages: Languages,
    out: FileWriter,
    deflater: &'a mut Deflater,
}

impl DocumentWriter<'_> {
    /// Writes all objects. Returns the file and its trailer.
    fn write(mut self, fonts: Dictionary) -> (FileWriter, Dictionary) {
        let pages = self.pages;
        let circles = circle::add_circle_forms(&pages.pages, &mut self.out, self.deflater);
        let page_tree = self.out.new_object_id();
        let page_ids: Vec<ObjectId> = pages.pages.iter().map(|_| self.out.new_object_id()).collect();
        let form = self.add_form(&page_ids, &fonts);
        let (form, widgets) =
            form.map_or_else(Default::default, |form| (Some(form.dictionary), form.widgets));
        let resources = self.out.add_object(dictionary! { "Font" => fonts, "XObject" => circles });
        let (annotations, pages_seal) = self.add_pages(&page_ids, page_tree, resources, widgets);
        self.add_page_tree(page_tree, &page_ids);
        let Self { languages, mut out, deflater, options, .. } = self;
        let structure = tags::add_structure_tree(pages, &page_ids, &annotations, &languages, &mut out);
        let seals = [(PAGES_PROPERTY, pages_seal), (FIELDS_PROPERTY, form::seal_form(pages))];
        let parts = CatalogParts { page_tree, page_ids: &page_ids, structure, form, seals };
        let trailer = dictionary! {
            "Root" => catalog::add_catalog(pages, parts, options, &mut out, deflater),
            "Info" => catalog::add_information(&mut out, pages, options.date),
        };
        (out, trailer)
    }

    fn add_form(&mut self, page_ids: &[ObjectId], fonts: &Dictionary) -> Option<form::Form> {
        let prefilled: Vec<Vec<u8>> = form::prefilled_texts(self.pages)
            .map(|(height, text)| paint::prefilled_content(text, height, self.faces))
            .collect();
        let options = FormOptions {
            input_font: &self.faces.input_font(),
            number_font: RUNNING_TEXT_FONT,
            fonts,
            prefilled: &prefilled,
            has_scripts: !self.options.archival,
        };
        form::add_form(self.pages, page_ids, &options, &mut self.out, self.deflater)
    }

    /// Adds the pages. Returns their annotations and their seal.
    fn add_pages(
        &mut self,
        page_ids: &[ObjectId],
        page_tree: ObjectId,
        resources: ObjectId,
        widgets: Vec<Vec<WidgetIds>>,
    ) -> (Vec<PageAnnotations>, String) {
        let Self { pages, faces, languages, out, deflater, .. } = self;
        let height = pages.size.1;
        let targets = LinkTargets::new(&pages.destinations, page_ids, height);
        let mut seal = SealBuilder::default();
        // The keys of the parent tree: pages first, then widgets, then links.
        let mut key = page_ids.len() + widgets.iter().map(Vec::len).sum::<usize>();
        let mut widgets = widgets.into_iter();
        let mut annotations: Vec<PageAnnotations> = Vec::with_capacity(page_ids.len());
        for (page, id) in pages.pages.iter().zip(page_ids) {
            let content = paint::page_content(page, &pages.structure, languages, height, faces);
            seal.add(&content);
            let content = out.add_object(deflater.stream(Dictionary::new(), &content));
            let mut dict = dictionary! {
                "Type" => "Page",
                "Parent" => page_tree,
                // PDF/A wants the resources on every page.
                "Resources" => resources,
                "Contents" => content,
                "StructParents" => annotations.len() as i64,
            };
            let mut add_link = |mut link: Dictionary| {
                link.set("StructParent", key as i64);
                key += 1;
                out.add_object(link)
            };
            let of_page = PageAnnotations {
                links: targets.page_links(page).into_iter().map(|dict| dict.map(&mut add_link)).collect(),
                widgets: widgets.next().unwrap_or_default(),
            };
            let links = of_page.links.iter().flatten().copied();
            let ids = links.chain(of_page.widgets.iter().map(|ids| ids.widget));
            let ids: Vec<Object> = ids.map(Object::Reference).collect();
            if !ids.is_empty() {
                dict.set("Annots", ids);
                dict.set("Tabs", "S");
            }
            annotations.push(of_page);
            out.insert(*id, dict);
        }
        (annotations, seal.finish())
    }

    fn add_page_tree(&mut self, page_tree: ObjectId, page_ids: &[ObjectId]) {
        let kids: Vec<Object> = page_ids.iter().map(|id| (*id).into()).collect();
        let (width, height) = self.pages.size;
        let dict = dictionary! {
            "Type" => "Pages",
            "Count" => page_ids.len() as i64,
            "Kids" => kids,
            "MediaBox" => vec![0.into(), 0.into(), width.into(), height.into()],
        };
        self.out.insert(page_tree, dict);
    }
}
