//! The test program started once more as a child, to be killed in the middle of its work.

use std::process::{Child, Command, Stdio};
use store::Location;

/// Starts one test of this program in a child; the words tell it what to do.
pub fn start(test: &str, name: &str, words: &[String]) -> Child {
    under(Command::new(std::env::current_exe().unwrap()), test, name, words)
}

/// The same under another program that was given this program's path.
pub fn under(mut command: Command, test: &str, name: &str, words: &[String]) -> Child {
    command.args(["--exact", test, "--nocapture", "--test-threads=1"]).env(name, words.join("\n"));
    command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap()
}

/// What the child was told; nothing in the parent, where its test does nothing.
pub fn words(name: &str) -> Option<Vec<String>> {
    Some(std::env::var(name).ok()?.split('\n').map(str::to_owned).collect())
}

/// A location as one word.
pub fn text(location: &Location) -> String {
    match location {
        Location::File(path) => path.display().to_string(),
        Location::Schema { url, schema } => format!("{url} {schema}"),
    }
}

/// The location of that word.
pub fn location(text: &str) -> Location {
    match text.split_once(' ') {
        None => Location::File(text.into()),
        Some((url, schema)) => Location::Schema { url: url.to_owned(), schema: schema.to_owned() },
    }
}
