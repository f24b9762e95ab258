//! The keyboard map as data: the `?` sheet, the tooltips, the browser and the tests read this one table.

/// One keyboard shortcut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key {
    /// Combinations as the browser reports them, in lower case; a space parts a chord ("g o").
    pub combos: &'static [&'static str],
    /// What it does; buttons and links that do the same carry it as `data-do`. Its words are `ui-key-{action}`.
    pub action: &'static str,
    /// What the sheet and the tooltips show.
    pub shown: &'static str,
}

const fn key(action: &'static str, shown: &'static str, combos: &'static [&'static str]) -> Key {
    Key { combos, action, shown }
}

/// Every shortcut outside the lines grid, in the order of the sheet.
pub const KEYS: &[Key] = &[
    key("palette", "Ctrl K", &["ctrl+k"]),
    key("create", "C", &["c"]),
    key("search", "/", &["/"]),
    key("filter", "F", &["f"]),
    key("view-next", "V", &["v"]),
    key("show-list", "1", &["1"]),
    key("show-board", "2", &["2"]),
    key("show-calendar", "3", &["3"]),
    key("row-next", "J", &["j", "arrowdown"]),
    key("row-previous", "K", &["k", "arrowup"]),
    key("row-select", "X", &["x"]),
    key("row-open", "Enter", &["enter"]),
    key("select-all", "Ctrl A", &["ctrl+a"]),
    key("clear", "Esc", &["escape"]),
    key("reply", "R", &["r"]),
    key("note", "N", &["n"]),
    key("assign", "A", &["a"]),
    key("tag", "#", &["#"]),
    key("done", "E", &["e"]),
    key("save", "Ctrl S", &["ctrl+s"]),
    key("save-next", "Ctrl Shift S", &["ctrl+shift+s"]),
    key("main", "Ctrl Enter", &["ctrl+enter"]),
    key("print", "P", &["p"]),
    key("record-previous", "Alt ←", &["alt+arrowleft"]),
    key("record-next", "Alt →", &["alt+arrowright"]),
    key("alarm", "Alt R", &["alt+r"]),
    key("toggle-side", "[", &["["]),
    key("toggle-panel", "]", &["]"]),
    key("go-home", "G H", &["g h"]),
    key("go-orders", "G O", &["g o"]),
    key("go-customers", "G C", &["g c"]),
    key("go-products", "G P", &["g p"]),
    key("go-board", "G B", &["g b"]),
    key("go-inbox", "G I", &["g i"]),
    key("go-approvals", "G A", &["g a"]),
    key("go-day", "G M", &["g m"]),
    key("go-calendar", "G K", &["g k"]),
    key("help", "?", &["?"]),
];

/// The keys of the lines grid, which the grid itself handles: what is shown, and the message that explains it.
pub const GRID_KEYS: &[(&str, &str)] = &[
    ("Tab", "ui-grid-next"),
    ("Enter", "ui-grid-accept"),
    ("↑↓", "ui-grid-move"),
    ("Ctrl D", "ui-grid-duplicate"),
    ("Ctrl ⌫", "ui-grid-delete"),
    ("Ctrl S", "ui-grid-save"),
];

/// What a tooltip or a `kbd` shows for an action; nothing when it has no key.
pub fn shown(action: &str) -> Option<&'static str> {
    KEYS.iter().find(|key| key.action == action).map(|key| key.shown)
}

/// The table as the browser reads it: `combo=action`, parted by `|`.
pub fn attribute() -> String {
    let mut all = String::new();
    for key in KEYS {
        for combo in key.combos {
            if !all.is_empty() {
                all.push('|');
            }
            all.push_str(combo);
            all.push('=');
            all.push_str(key.action);
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn no_key_means_two_things() {
        let combos: Vec<_> = KEYS.iter().flat_map(|key| key.combos).collect();
        assert_eq!(combos.iter().collect::<HashSet<_>>().len(), combos.len());
        let actions: HashSet<_> = KEYS.iter().map(|key| key.action).collect();
        assert_eq!(actions.len(), KEYS.len());
    }

    #[test]
    fn the_browser_reads_the_same_table() {
        assert!(attribute().starts_with("ctrl+k=palette|c=create|"));
        assert_eq!(shown("go-orders"), Some("G O"));
    }
}
