//! The running head names the numbered things on its page, and those that continue there.
use interview_kit::document::{
    Align, ColorRole, Destination, DestinationId, Flowable, Furniture, Group, Meta, Paragraph, RichText,
    Story, TextStyle,
};
use interview_kit::geom::Paper;
use interview_kit::layout::{FontSet, Margins, Page, PageItem, Typesetter, lay_out};

const STYLE: TextStyle = TextStyle { size: 10.0, leading: 12.0, color: ColorRole::Text, align: Align::Start };

fn lines(count: usize) -> Vec<Flowable> {
    let line = |_| {
        Flowable::Paragraph(Paragraph {
            text: RichText::from("line"),
            style: STYLE,
            marker: None,
            before: 0.0,
            keep_with_next: false,
            max_lines: None,
            control: None,
        })
    };
    (0..count).map(line).collect()
}

fn destination_mark(id: u32, number: Option<u32>) -> Flowable {
    Flowable::Destination(Destination { id: DestinationId(id), level: 1, title: "place".into(), number })
}

/// Returns the running head at the right of each page of a story.
fn running_heads(flow: Vec<Flowable>) -> Vec<String> {
    let furniture = Furniture {
        mark: String::new(),
        head: "left".into(),
        head_one: "one-{first}".into(),
        head_many: "many-{first}-{last}".into(),
        foot: String::new(),
        foot_middle: String::new(),
        foot_page: String::new(),
        style: STYLE,
    };
    let story = Story { meta: Meta::default(), flow, furniture };
    let fonts = FontSet::bundled();
    let mut typesetter = Typesetter::new(&fonts);
    let pages = lay_out(&story, Paper::A4, Margins::default(), &mut typesetter).unwrap();
    pages.pages.iter().map(running_head).collect()
}

fn running_head(page: &Page) -> String {
    let text = |item: &PageItem| match item {
        PageItem::Text { y, run, .. } if *y < Margins::default().top - 2.0 => {
            Some(run.words.iter().map(|w| &*w.text).collect::<String>())
        }
        _ => None,
    };
    page.items.iter().filter_map(text).filter(|t| t != "left").collect()
}

fn group(flow: Vec<Flowable>) -> Flowable {
    Flowable::Group(Group { flow, continued: Vec::new(), subject: None, before: 0.0 })
}

#[test]
fn a_page_that_continues_a_question_names_it_beside_those_that_begin() {
    let mut flow = lines(1);
    flow.push(Flowable::PageBreak);
    flow.extend([
        destination_mark(1, Some(1)),
        group(lines(70)),
        destination_mark(2, Some(2)),
        group(lines(5)),
    ]);
    assert_eq!(running_heads(flow), ["", "one-1", "many-1-2"]);
}

#[test]
fn a_part_without_a_number_ends_the_numbered_one() {
    let mut flow = lines(1);
    flow.push(Flowable::PageBreak);
    flow.extend([
        destination_mark(1, Some(1)),
        group(lines(5)),
        Flowable::PageBreak,
        destination_mark(2, None),
        group(lines(70)),
    ]);
    assert_eq!(running_heads(flow), ["", "one-1", "", ""]);
}
