//! x
use ui::Messages;
pub struct App { pub messages: Messages }
