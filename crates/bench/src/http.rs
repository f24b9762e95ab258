//! A server in a process of its own, and the least of a client that keeps its connection: measuring must cost little itself.

use crate::{Arguments, measure, place};
use base::{Context, Error, Result};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use store::{Set, Who};

/// The word under which this program is the server.
pub const SERVER: &str = "as-server";

/// A running server, ended when dropped.
pub struct Server {
    child: Child,
    address: String,
}

impl Server {
    /// Starts the server over the data of the benchmarks and waits until it answers.
    pub fn start(arguments: &Arguments) -> Result<Server> {
        let free = TcpListener::bind("127.0.0.1:0").and_then(|l| l.local_addr()).context("finding a free port")?;
        let address = free.to_string();
        let program = std::env::current_exe().context("finding this program")?;
        let child = Command::new(program)
            .arg(SERVER)
            .args(place::at(arguments)?)
            .args(["serve", "--listen", &address])
            .stdout(Stdio::null())
            .spawn()
            .context("starting the server")?;
        let server = Server { child, address };
        let begun = Instant::now();
        while TcpStream::connect(&server.address).is_err() {
            if begun.elapsed() > Duration::from_secs(20) {
                return Err(Error::broken("the server does not answer"));
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        Ok(server)
    }

    /// Its process.
    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Its CPU so far.
    pub fn cpu(&self) -> Duration {
        measure::cpu_of(self.pid())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A token of the administrator.
pub fn token(set: &Set) -> Result<String> {
    let text = platform::token::draw()?;
    let kept = text.clone();
    set.write(&Who::program("bench"), move |tx| {
        let user = platform::User::by_login(tx, place::LOGIN)?.context("the set has its administrator")?;
        platform::token::create(tx, &kept, "bench", entity::Entity::id(&user), &[], None).map(|_| ())
    })?;
    Ok(text.expose().to_owned())
}

/// An answer.
pub struct Answer {
    status: u16,
    cookie: String,
    /// As it was sent, packed or not.
    pub body: Vec<u8>,
}

impl Answer {
    /// The answer if it has this status; what the server said otherwise.
    pub fn expect(self, status: u16) -> Result<Answer> {
        if self.status == status {
            return Ok(self);
        }
        let said: String = String::from_utf8_lossy(&self.body).chars().take(500).collect();
        Err(Error::broken(format!("the server answered {}: {said}", self.status)))
    }
}

/// One connection.
pub struct Client {
    stream: BufReader<TcpStream>,
    address: String,
}

impl Client {
    /// Connects.
    pub fn connect(server: &Server) -> Result<Client> {
        let stream = TcpStream::connect(&server.address).context("connecting to the server")?;
        stream.set_nodelay(true).context("connecting to the server")?;
        Ok(Client { stream: BufReader::new(stream), address: server.address.clone() })
    }

    /// Asks for a page; `head` are further lines of the head.
    pub fn get(&mut self, path: &str, head: &str) -> Result<Answer> {
        self.ask("GET", path, head, "")
    }

    /// Sends a body.
    pub fn post(&mut self, path: &str, head: &str, body: &str) -> Result<Answer> {
        self.ask("POST", path, head, body)
    }

    /// Signs in and returns the cookie.
    pub fn sign_in(&mut self) -> Result<String> {
        let form = format!("login={}&password={}", place::LOGIN.replace('@', "%40"), place::PASSWORD);
        let head = "content-type: application/x-www-form-urlencoded\r\n";
        let answer = self.post("/sign-in", head, &form)?.expect(303)?;
        Ok(answer.cookie)
    }

    /// The bytes of every style, script and font that a page names, as a browser that never was here loads them.
    pub fn assets(&mut self, path: &str, head: &str) -> Result<usize> {
        let plain = head.replace("accept-encoding", "x-unused");
        let page = self.get(path, &plain)?.expect(200)?.body;
        let page = String::from_utf8_lossy(&page).into_owned();
        // The parts of one sprite are one file.
        let mut named: Vec<&str> = page
            .split('"')
            .filter(|part| part.starts_with("/assets/"))
            .map(|part| part.split('#').next().unwrap_or(part))
            .collect();
        named.sort_unstable();
        named.dedup();
        let mut bytes = 0;
        for asset in named {
            bytes += self.get(asset, head)?.expect(200)?.body.len();
        }
        Ok(bytes)
    }

    fn ask(&mut self, method: &str, path: &str, head: &str, body: &str) -> Result<Answer> {
        let request = format!(
            "{method} {path} HTTP/1.1\r\nhost: {}\r\ncontent-length: {}\r\n{head}\r\n{body}",
            self.address,
            body.len()
        );
        self.stream.get_mut().write_all(request.as_bytes()).context("asking the server")?;
        let mut line = String::new();
        self.line(&mut line)?;
        let status = line.split(' ').nth(1).and_then(|s| s.parse().ok()).context("the server answers in HTTP")?;
        let (mut length, mut chunked, mut cookie) = (0, false, String::new());
        loop {
            self.line(&mut line)?;
            let Some((name, value)) = line.split_once(':') else { break };
            let value = value.trim();
            match name.to_ascii_lowercase().as_str() {
                "content-length" => length = value.parse().unwrap_or(0),
                "transfer-encoding" => chunked = value == "chunked",
                "set-cookie" if value.starts_with("fondaco=") => {
                    cookie = value.split(';').next().unwrap_or_default().to_owned();
                }
                _ => {}
            }
        }
        let body = if chunked { self.chunks()? } else { self.bytes(length)? };
        Ok(Answer { status, cookie, body })
    }

    fn line(&mut self, line: &mut String) -> Result<()> {
        line.clear();
        let read = self.stream.read_line(line).context("reading the answer")?;
        if read == 0 {
            return Err(Error::broken("the server hung up"));
        }
        line.truncate(line.trim_end().len());
        Ok(())
    }

    fn bytes(&mut self, length: usize) -> Result<Vec<u8>> {
        let mut body = vec![0; length];
        self.stream.read_exact(&mut body).context("reading the answer")?;
        Ok(body)
    }

    fn chunks(&mut self) -> Result<Vec<u8>> {
        let (mut body, mut line) = (Vec::new(), String::new());
        loop {
            self.line(&mut line)?;
            let length = usize::from_str_radix(line.split(';').next().unwrap_or("0"), 16).unwrap_or(0);
            body.extend(self.bytes(length)?);
            self.line(&mut line)?;
            if length == 0 {
                return Ok(body);
            }
        }
    }
}
