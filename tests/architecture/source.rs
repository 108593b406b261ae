//! Reads the names that source files use, and follows each to the file that defines it.

use std::collections::HashMap;

use proc_macro2::{Delimiter, LexError, Spacing, Span, TokenStream, TokenTree};
use syn::UseTree;

/// A path as a module writes it, or a macro call as `std::name!`.
#[derive(Clone, Default)]
pub(crate) struct Mention {
    pub(crate) file: usize,
    pub(crate) line: usize,
    pub(crate) module: String,
    pub(crate) path: String,
    /// True in a public import: it hands the name on, and does not use it.
    pub(crate) reexport: bool,
}

/// The names that the modules of a crate (`crate::kit::draw`) use.
#[derive(Default)]
pub(crate) struct Source {
    pub(crate) mentions: Vec<Mention>,
    /// The file of each module, and the paths that it imports, by name.
    modules: HashMap<String, (usize, HashMap<String, String>)>,
}

impl Source {
    /// Reads a file; `name` is its path below `src/`.
    pub(crate) fn read_file(&mut self, file: usize, name: &str, text: &str) -> Result<(), LexError> {
        let inner = format!("::{}", name.trim_end_matches(".rs").trim_end_matches("/mod").replace('/', "::"));
        let module = format!("crate{}", inner.trim_end_matches("::lib"));
        self.read_tokens(&Mention { file, module, ..Mention::default() }, text.parse()?);
        Ok(())
    }

    fn read_tokens(&mut self, at: &Mention, tokens: TokenStream) {
        self.modules.entry(at.module.clone()).or_default().0 = at.file;
        // The word before and the marks since; the path they are part of; the module that begins here.
        let (mut before, mut marks, mut path, mut inner) =
            (String::new(), String::new(), String::new(), None);
        let (mut start, mut tokens) = (Span::call_site(), tokens.into_iter().peekable());
        while let Some(token) = tokens.next() {
            match token {
                TokenTree::Ident(word) if word == "use" => {
                    let tree = tokens.by_ref().take_while(|token| token.to_string() != ";");
                    let tree = syn::parse2(tree.skip_while(|token| token.to_string() == ":").collect());
                    let at = Mention { reexport: before == "pub", ..at.clone() };
                    if let Ok(tree) = tree {
                        self.read_use(&at, "", &tree);
                    }
                }
                TokenTree::Ident(word) => {
                    if marks != "::" || path.is_empty() {
                        self.mention(at, start, &std::mem::take(&mut path));
                        start = word.span();
                    }
                    let word = word.to_string();
                    // A small word alone is a variable, unless it is called.
                    let is_name = marks == "::"
                        || word.starts_with(char::is_uppercase)
                        || tokens.peek().is_some_and(|next| match next {
                            TokenTree::Group(group) => group.delimiter() == Delimiter::Parenthesis,
                            TokenTree::Punct(mark) => {
                                mark.as_char() == ':' && mark.spacing() == Spacing::Joint
                            }
                            _ => false,
                        });
                    path += if path.is_empty() { "" } else { "::" };
                    path +=
                        if is_name && marks != "." && before != "mod" && before != "fn" { &word } else { "" };
                    inner = (before == "mod").then(|| format!("{}::{word}", at.module));
                    (before, marks) = (word, String::new());
                }
                TokenTree::Punct(mark) if mark.as_char() == '!' && marks.is_empty() => {
                    self.mention(at, mark.span(), &format!("std::{before}!"));
                }
                TokenTree::Punct(mark) => marks.push(mark.as_char()),
                TokenTree::Group(_) if before == "pub" => {}
                TokenTree::Group(group) => {
                    let module = inner.take().unwrap_or(at.module.clone());
                    self.read_tokens(&Mention { module, ..at.clone() }, group.stream());
                    marks.clear();
                }
                TokenTree::Literal(_) => marks.clear(),
            }
        }
        self.mention(at, start, &path);
    }

    fn read_use(&mut self, at: &Mention, start: &str, tree: &UseTree) {
        let (name, alias) = match tree {
            UseTree::Path(part) => return self.read_use(at, &format!("{start}{}::", part.ident), &part.tree),
            UseTree::Group(group) => {
                return group.items.iter().for_each(|tree| self.read_use(at, start, tree));
            }
            UseTree::Glob(glob) => return self.mention(at, glob.star_token.spans[0], &format!("{start}*")),
            UseTree::Name(name) => (&name.ident, &name.ident),
            UseTree::Rename(name) => (&name.ident, &name.rename),
        };
        let path = format!("{start}{name}");
        let path = path.trim_end_matches("::self");
        let alias = if alias == "self" {
            path.rsplit("::").next().unwrap_or(path).to_owned()
        } else {
            alias.to_string()
        };
        self.modules.entry(at.module.clone()).or_default().1.insert(alias, path.to_owned());
        self.mention(at, name.span(), path);
    }

    fn mention(&mut self, at: &Mention, span: Span, path: &str) {
        if !path.is_empty() {
            self.mentions.push(Mention { line: span.start().line, path: path.to_owned(), ..at.clone() });
        }
    }

    /// Returns the path from the root of its crate, all imports followed; `inside` a module only its items count.
    pub(crate) fn follow(&self, module: &str, path: &str, inside: bool) -> String {
        let (name, rest) = path.split_once("::").map_or((path, None), |(name, rest)| (name, Some(rest)));
        let child = Some(format!("{module}::{name}")).filter(|child| self.modules.contains_key(child));
        let import = self.modules.get(module).and_then(|(_, imports)| imports.get(name));
        let next = match (name, child, import) {
            ("crate" | "interview_kit", ..) => "crate".to_owned(),
            ("self", ..) => module.to_owned(),
            ("super", ..) => module.rsplit_once("::").map_or(module, |(parent, _)| parent).to_owned(),
            (_, None, Some(import)) if import.split("::").next() == Some(name) => import.clone(),
            // A macro may import an item into whatever module uses it, its own included.
            (_, child, Some(import))
                if (child.is_none() || rest.is_none()) && !is_own(module, name, import) =>
            {
                self.follow(module, import, false)
            }
            (_, Some(child), _) => child,
            (_, None, _) => return if inside { format!("{module}::{path}") } else { path.to_owned() },
        };
        match rest {
            Some(rest) if self.modules.contains_key(&next) => self.follow(&next, rest, true),
            Some(rest) => format!("{next}::{rest}"),
            None => next,
        }
    }

    /// Returns the item that a followed path leads to, and its file; none for a module and for other crates.
    pub(crate) fn item<'p>(&self, path: &'p str) -> Option<(usize, &'p str)> {
        let module = |at: usize| Some((self.modules.get(&path[..at])?.0, path[at + 2..].split("::").next()?));
        path.rmatch_indices("::").find_map(|(at, _)| module(at)).filter(|_| !self.modules.contains_key(path))
    }
}

/// Returns true if a path from `module` leads to that module's own item `name`.
fn is_own(module: &str, name: &str, path: &str) -> bool {
    let parent = module.rsplit_once("::").map_or(module, |(parent, _)| parent);
    path.strip_prefix("super::")
        .is_some_and(|rest| format!("{parent}::{rest}") == format!("{module}::{name}"))
}
