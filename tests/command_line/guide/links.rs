//! Links lead to files and headings, the table of contents has every page, the README is short.

use std::collections::HashMap;
use std::path::{Component, Path, PathBuf};

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use super::page::{self, Page};

const OTHER_PAPERS: [&str; 4] =
    ["CHANGELOG.md", ".github/CONTRIBUTING.md", ".github/SECURITY.md", "docs/SUMMARY.md"];

/// Returns the links and pictures of a page that lead to files.
fn relative_links(page: &Page) -> Vec<String> {
    let mut found = Vec::new();
    for event in Parser::new(&page.text) {
        match event {
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                found.push(dest_url.to_string());
            }
            Event::Html(html) | Event::InlineHtml(html) => {
                for start in ["src=\"", "href=\""] {
                    found.extend(
                        html.split(start).skip(1).map(|rest| rest.split('"').next().unwrap().to_owned()),
                    );
                }
            }
            _ => {}
        }
    }
    found.retain(|link| !link.contains("://"));
    found
}

/// Returns the anchors that code hosts and mdBook make of the headings of a page.
fn heading_anchors(page: &Page) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut seen: HashMap<String, usize> = HashMap::new();
    let mut heading: Option<String> = None;
    for event in Parser::new(&page.text) {
        match event {
            Event::Start(Tag::Heading { .. }) => heading = Some(String::new()),
            Event::Text(text) | Event::Code(text) => {
                if let Some(heading) = &mut heading {
                    heading.push_str(&text);
                }
            }
            Event::End(TagEnd::Heading(_)) => {
                let anchor = slug(&heading.take().unwrap_or_default());
                let times = seen.entry(anchor.clone()).or_default();
                found.push(if *times == 0 { anchor } else { format!("{anchor}-{times}") });
                *times += 1;
            }
            _ => {}
        }
    }
    found
}

fn slug(heading: &str) -> String {
    let kept = heading.chars().filter(|c| c.is_alphanumeric() || " -_".contains(*c));
    kept.flat_map(char::to_lowercase).map(|c| if c == ' ' { '-' } else { c }).collect()
}

/// Returns the fault of a link, if it has one.
fn link_fault(page: &Page, link: &str) -> Option<String> {
    let (file, fragment) = link.split_once('#').map_or((link, None), |(file, anchor)| (file, Some(anchor)));
    let target = if file.is_empty() { page.path.clone() } else { resolve_path(&page.path, file) };
    if page.path.starts_with("docs/") && !target.starts_with("docs/") {
        return Some("leads out of the book".to_owned());
    }
    if page.path.starts_with("docs/") && page.path != "docs/SUMMARY.md" && target.ends_with("/README.md") {
        return Some("mdBook calls this page index.html: link to another".to_owned());
    }
    if !page::root().join(&target).exists() {
        return Some(format!("there is no {target}"));
    }
    let fragment = fragment?;
    let has_it = heading_anchors(&Page::read(&target)).iter().any(|anchor| anchor == fragment);
    (!has_it).then(|| format!("{target} has no heading `{fragment}`"))
}

/// Returns the path of a link from the root of the repository.
fn resolve_path(page: &str, link: &str) -> String {
    let mut path = PathBuf::new();
    for part in Path::new(page).parent().unwrap().join(link).components() {
        if part == Component::ParentDir {
            assert!(path.pop(), "{page}: {link} leads out of the repository");
        } else {
            path.push(part);
        }
    }
    path.iter().map(|part| part.to_str().unwrap()).collect::<Vec<_>>().join("/")
}

#[test]
fn every_link_leads_somewhere() {
    let papers = OTHER_PAPERS.iter().map(|path| Page::read(path));
    let (mut seen, mut wrong) = (0, Vec::new());
    for page in page::read_pages().into_iter().chain(papers) {
        for link in relative_links(&page) {
            seen += 1;
            wrong.extend(link_fault(&page, &link).map(|fault| format!("{}: {link}: {fault}", page.path)));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(seen > 70, "{seen} links were found");
}

#[test]
fn a_link_that_leads_nowhere_is_noticed() {
    let text = "# One `two`, three\n\n[a](recruiters.md) [b](#one-two-three) <img src=\"pictures/question.png\">\n\
                [c](absent.md) [d](#four) [e](recruiters.md#absent) [f](../README.md) ![g](absent.png)\n";
    let page = Page { path: "docs/page.md".to_owned(), text: text.to_owned() };
    let wrong: Vec<String> = relative_links(&page)
        .into_iter()
        .filter(|link| {
            // This page is not on the disk, so its own anchors are looked up here.
            match link.strip_prefix('#') {
                Some(own) => !heading_anchors(&page).iter().any(|anchor| anchor == own),
                None => link_fault(&page, link).is_some(),
            }
        })
        .collect();
    assert_eq!(wrong, ["absent.md", "#four", "recruiters.md#absent", "../README.md", "absent.png"]);
}

#[test]
fn the_table_of_contents_has_every_page_once() {
    let mut listed: Vec<String> =
        relative_links(&Page::read("docs/SUMMARY.md")).iter().map(|link| format!("docs/{link}")).collect();
    listed.sort();
    assert_eq!(listed, page::guide_paths());
}

#[test]
fn the_readme_is_short() {
    let lines = Page::read("README.md").text.lines().count();
    assert!(lines <= 200, "{lines} lines");
}
