//! Adds the fields of a document: one object for each field, one for each widget.

use std::collections::HashMap;

use lopdf::{Dictionary, Object, ObjectId, dictionary};

use super::appearance::{Appearances, ButtonAppearance, ButtonMark, empty_text, prefilled_text};
use super::entries::{EntryWriter, LINE_FONT_SIZE, WidgetAppearance, default_appearance};
use super::placement::{Placement, placements};
use crate::document::{Control, ControlKind};
use crate::layout::Pages;
use crate::pdf::compress::Deflater;
use crate::pdf::write::dict::DictWriter;
use crate::pdf::write::file::FileWriter;
use crate::pdf::write::syntax::round_hundredths;

/// The form of a document.
pub(in crate::pdf::write) struct Form {
    /// The dictionary that the catalog refers to.
    pub(in crate::pdf::write) dictionary: Dictionary,
    /// The widgets of each page, in reading order.
    pub(in crate::pdf::write) widgets: Vec<Vec<WidgetIds>>,
}

/// The ids of a widget and of its structure element. They are neighbours, which compresses well.
#[derive(Debug, Clone, Copy)]
pub(in crate::pdf::write) struct WidgetIds {
    pub(in crate::pdf::write) widget: ObjectId,
    pub(in crate::pdf::write) element: ObjectId,
}

/// The inputs of a form, besides the pages.
pub(in crate::pdf::write) struct FormOptions<'a> {
    /// The resource name of the font that texts are typed in.
    pub(in crate::pdf::write) input_font: &'a str,
    /// The resource name of the font that means are written in.
    pub(in crate::pdf::write) number_font: &'a str,
    /// The fonts of the document.
    pub(in crate::pdf::write) fonts: &'a Dictionary,
    /// The content streams of the prefilled texts, in reading order.
    pub(in crate::pdf::write) prefilled: &'a [Vec<u8>],
    /// True if fields may calculate; PDF/A allows no scripts.
    pub(in crate::pdf::write) has_scripts: bool,
}

/// A widget: a field on a page, with its ids.
struct Widget<'p> {
    placement: Placement<'p>,
    /// The content stream of the prefilled text.
    content: Option<&'p [u8]>,
    id: ObjectId,
    /// The key in the parent tree of the structure.
    structure_key: i64,
}

impl<'p> Widget<'p> {
    fn control(&self) -> &'p Control {
        self.placement.control
    }
}

/// Adds the fields of pages to a document. Returns `None` if there are none.
pub(in crate::pdf::write) fn add_form(
    pages: &Pages,
    page_ids: &[ObjectId],
    options: &FormOptions<'_>,
    out: &mut FileWriter,
    deflater: &mut Deflater,
) -> Option<Form> {
    let mut widgets: Vec<Widget<'_>> = Vec::new();
    let mut ids_by_page = vec![Vec::new(); page_ids.len()];
    let mut contents = options.prefilled.iter();
    for (n, placement) in placements(&pages.pages).enumerate() {
        let (id, element) = (out.new_object_id(), out.new_object_id());
        ids_by_page[placement.page].push(WidgetIds { widget: id, element });
        let content = placement.prefilled.and_then(|_| contents.next()).map(Vec::as_slice);
        widgets.push(Widget { placement, content, id, structure_key: (page_ids.len() + n) as i64 });
    }
    if widgets.is_empty() {
        return None;
    }
    let mut builder = FormBuilder {
        entries: EntryWriter {
            page_height: pages.size.1,
            is_rtl: pages.meta.direction.is_rtl(),
            page_ids,
            input_font: options.input_font,
            number_font: options.number_font,
            has_scripts: options.has_scripts,
        },
        fonts: options.fonts,
        calculated: Vec::new(),
        appearances: Appearances::default(),
        out,
        deflater,
    };
    let fields: Vec<Object> =
        widgets_by_field(&widgets).iter().map(|widgets| builder.add_field(widgets).into()).collect();
    Some(Form { dictionary: builder.form_dictionary(fields), widgets: ids_by_page })
}

/// Groups widgets by the name of their field, in the order of their first widgets.
fn widgets_by_field<'w, 'p>(widgets: &'w [Widget<'p>]) -> Vec<Vec<&'w Widget<'p>>> {
    let mut fields: Vec<Vec<&Widget<'_>>> = Vec::new();
    let mut by_name: HashMap<&str, usize> = HashMap::new();
    for widget in widgets {
        let field = *by_name.entry(&widget.control().name).or_insert_with(|| {
            fields.push(Vec::new());
            fields.len() - 1
        });
        fields[field].push(widget);
    }
    fields
}

struct FormBuilder<'a> {
    entries: EntryWriter<'a>,
    /// The fonts of the document, for prefilled texts.
    fonts: &'a Dictionary,
    /// The fields that calculate, in calculation order.
    calculated: Vec<Object>,
    appearances: Appearances,
    out: &'a mut FileWriter,
    deflater: &'a mut Deflater,
}

impl FormBuilder<'_> {
    fn form_dictionary(self, fields: Vec<Object>) -> Dictionary {
        let used = [self.entries.input_font.as_bytes(), self.entries.number_font.as_bytes()];
        let default_appearance =
            Object::string_literal(default_appearance(self.entries.input_font, LINE_FONT_SIZE));
        let input_fonts: Dictionary = self
            .fonts
            .iter()
            .filter(|(name, _)| used.contains(&name.as_slice()))
            .map(|(name, font)| (name.clone(), font.clone()))
            .collect();
        let mut dictionary = dictionary! {
            "Fields" => fields,
            "DA" => default_appearance,
            "DR" => dictionary! { "Font" => input_fonts },
        };
        if !self.calculated.is_empty() {
            dictionary.set("CO", self.calculated);
        }
        dictionary
    }

    /// Adds a field with its widgets and returns its id.
    fn add_field(&mut self, widgets: &[&Widget<'_>]) -> ObjectId {
        let control = widgets[0].control();
        let id = self.add_field_objects(control, widgets);
        if self.entries.has_scripts && matches!(control.kind, ControlKind::Mean { .. }) {
            self.calculated.push(id.into());
        }
        id
    }

    /// Adds the objects of a field. A field with one widget is one object with it, except for choices.
    fn add_field_objects(&mut self, control: &Control, widgets: &[&Widget<'_>]) -> ObjectId {
        let is_choice = matches!(control.kind, ControlKind::Choice { .. });
        if let [widget] = widgets
            && !is_choice
        {
            let appearance = self.add_appearance(widget);
            self.write_dict(widget.id, |entries, dict| {
                entries.field(&widget.placement, dict);
                entries.widget(&widget.placement, widget.structure_key, appearance, dict);
            });
            return widget.id;
        }
        let parent = self.out.new_object_id();
        self.write_dict(parent, |entries, dict| {
            entries.field(&widgets[0].placement, dict);
            dict.array("Kids", |kids| kids.references(widgets.iter().map(|widget| widget.id)));
        });
        for widget in widgets {
            let appearance = self.add_appearance(widget);
            self.write_dict(widget.id, |entries, dict| {
                entries.widget(&widget.placement, widget.structure_key, appearance, dict);
                dict.reference("Parent", parent);
                dict.text_string("TU", &widget.control().tip);
            });
        }
        parent
    }

    fn write_dict(&mut self, id: ObjectId, write: impl FnOnce(&EntryWriter<'_>, &mut DictWriter<'_>)) {
        let entries = &self.entries;
        self.out.write_dict(id, |dict| write(entries, dict));
    }

    /// Adds the appearance of a widget.
    fn add_appearance(&mut self, widget: &Widget<'_>) -> WidgetAppearance {
        let rect = widget.placement.rect;
        let size = (round_hundredths(rect.w), round_hundredths(rect.h));
        match &widget.control().kind {
            ControlKind::Check => WidgetAppearance::Button(self.button("Yes", ButtonMark::Tick, size)),
            ControlKind::Choice { value } => {
                WidgetAppearance::Button(self.button(value, ButtonMark::Dot, size))
            }
            ControlKind::Line { .. } | ControlKind::Mean { .. } | ControlKind::Lines { .. } => {
                WidgetAppearance::Text(match widget.content {
                    Some(content) => prefilled_text(size, self.used_fonts(content), content, self.out),
                    None => empty_text(size, self.out),
                })
            }
        }
    }

    fn button(&mut self, on_state: &str, mark: ButtonMark, size: (f32, f32)) -> ButtonAppearance {
        self.appearances.button(on_state, mark, size, self.out, self.deflater)
    }

    /// Returns the fonts that a content stream uses.
    fn used_fonts(&self, content: &[u8]) -> Dictionary {
        let is_used = |resource: &[u8]| {
            let name = [b"/", resource, b" "].concat();
            content.windows(name.len()).any(|part| part == name)
        };
        let used = self.fonts.iter().filter(|(resource, _)| is_used(resource));
        used.map(|(resource, font)| (resource.clone(), font.clone())).collect()
    }
}
