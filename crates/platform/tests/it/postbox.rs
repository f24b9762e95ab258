//! A mail server in the test: it takes what comes on this machine and does what the name of the recipient says.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

/// What was handed in: recipients, and the message as it came.
#[derive(Clone, Debug)]
pub struct Taken {
    pub to: Vec<String>,
    pub text: String,
}

/// A mail server that listens until the test ends.
pub struct Postbox {
    pub port: i64,
    taken: Arc<Mutex<Vec<Taken>>>,
    logins: Arc<Mutex<Vec<String>>>,
}

impl Postbox {
    /// `nobody@` is refused for good, `later@` for now, and on `gone@` the line breaks when the whole letter is there.
    pub fn open() -> Postbox {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port of this machine");
        let port = i64::from(listener.local_addr().expect("its number").port());
        let (taken, logins) = (Arc::<Mutex<Vec<Taken>>>::default(), Arc::<Mutex<Vec<String>>>::default());
        let (all, who) = (taken.clone(), logins.clone());
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (all, who) = (all.clone(), who.clone());
                std::thread::spawn(move || talk(stream, &all, &who));
            }
        });
        Postbox { port, taken, logins }
    }

    pub fn taken(&self) -> Vec<Taken> {
        self.taken.lock().expect("nobody panicked").clone()
    }

    pub fn logins(&self) -> Vec<String> {
        self.logins.lock().expect("nobody panicked").clone()
    }
}

fn talk(stream: TcpStream, taken: &Mutex<Vec<Taken>>, logins: &Mutex<Vec<String>>) {
    let mut out = stream.try_clone().expect("a second end");
    let mut lines = BufReader::new(stream).lines();
    let mut say = |text: &str| out.write_all(format!("{text}\r\n").as_bytes()).is_ok();
    say("220 postbox");
    let mut to = Vec::new();
    while let Some(Ok(line)) = lines.next() {
        let word = line.split(' ').next().unwrap_or_default().to_uppercase();
        let said = match word.as_str() {
            "EHLO" => say("250-postbox\r\n250 AUTH PLAIN"),
            "AUTH" => {
                logins.lock().expect("nobody panicked").push(line.clone());
                say("235 welcome")
            }
            "MAIL" => {
                to.clear();
                say("250 ok")
            }
            "RCPT" if line.contains("<nobody@") => say("550 5.1.1 nobody here"),
            "RCPT" if line.contains("<later@") => say("451 4.2.1 come back later"),
            "RCPT" => {
                to.push(line);
                say("250 ok")
            }
            "DATA" => {
                say("354 go on");
                let mut text = String::new();
                for line in lines.by_ref().map_while(|line| line.ok()).take_while(|line| line != ".") {
                    text.push_str(&line);
                    text.push('\n');
                }
                let breaks = to.iter().any(|to| to.contains("<gone@"));
                taken.lock().expect("nobody panicked").push(Taken { to: to.clone(), text });
                if breaks {
                    return;
                }
                say("250 taken")
            }
            "QUIT" => {
                say("221 goodbye");
                return;
            }
            _ => say("250 ok"),
        };
        if !said {
            return;
        }
    }
}
