//! A small tree of XML elements without their prefixes: enough for the files of banks.

use super::unreadable;
use base::Result;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// Elements deeper than this are an attack, not a file.
const DEEPEST: usize = 64;

/// An element.
#[derive(Debug, Default)]
pub struct Node {
    pub name: String,
    pub attributes: Vec<(String, String)>,
    pub text: String,
    pub children: Vec<Node>,
}

impl Node {
    /// The children of a name.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Node> {
        self.children.iter().filter(move |c| c.name == name)
    }

    /// The first element on a path of names.
    pub fn at(&self, path: &str) -> Option<&Node> {
        path.split('/').try_fold(self, |node, name| node.children.iter().find(|c| c.name == name))
    }

    /// The text on a path, unless it is empty.
    pub fn text_at(&self, path: &str) -> Option<String> {
        self.at(path).and_then(|n| super::some(&n.text))
    }

    /// An attribute.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str())
    }

    /// Every element of a name, however deep.
    pub fn deep<'a>(&'a self, name: &str, found: &mut Vec<&'a Node>) {
        for child in &self.children {
            if child.name == name {
                found.push(child);
            }
            child.deep(name, found);
        }
    }
}

fn opened(start: &BytesStart) -> Node {
    let name = start.local_name().as_ref().to_owned();
    let attributes =
        start.attributes().flatten().map(|a| (a.key.local_name().as_ref().to_owned(), a.value.into_owned()));
    Node { name, attributes: attributes.collect(), ..Node::default() }
}

/// Reads a document; entities other than the five of XML are left as they stand.
pub fn read(text: &str) -> Result<Node> {
    let mut reader = Reader::from_str(text);
    let mut stack = vec![Node::default()];
    loop {
        let event = reader.read_event().map_err(|e| unreadable("XML", format!("{}: {e}", reader.error_position())))?;
        match event {
            Event::Start(start) => stack.push(opened(&start)),
            Event::Empty(start) => {
                let node = opened(&start);
                if let Some(parent) = stack.last_mut() {
                    parent.children.push(node);
                }
            }
            Event::End(_) => {
                if let (Some(node), Some(parent)) = (stack.pop(), stack.last_mut()) {
                    parent.children.push(node);
                }
            }
            Event::Text(text) => {
                if let Some(node) = stack.last_mut() {
                    node.text.push_str(&text);
                }
            }
            Event::GeneralRef(entity) => {
                let said = match &*entity {
                    "amp" => "&",
                    "lt" => "<",
                    "gt" => ">",
                    "quot" => "\"",
                    "apos" => "'",
                    _ => "",
                };
                if let Some(node) = stack.last_mut() {
                    match entity.resolve_char_ref() {
                        Ok(Some(c)) => node.text.push(c),
                        _ => node.text.push_str(said),
                    }
                }
            }
            Event::CData(text) => {
                if let Some(node) = stack.last_mut() {
                    node.text.push_str(&text);
                }
            }
            Event::Eof => break,
            _ => {}
        }
        if stack.len() > DEEPEST {
            return Err(unreadable("XML", "too deep"));
        }
    }
    match stack.len() {
        1 => Ok(stack.pop().unwrap_or_default()),
        _ => Err(unreadable("XML", "it ends early")),
    }
}
