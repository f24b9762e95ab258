//! Starting and resting: from the command to the first page over a set that is there, and the memory of a server that nobody asks.

use crate::http::{Client, Server};
use crate::measure::{Meter, Report, Times, memory_mb};
use crate::{Arguments, place};
use base::Result;
use serde_json::json;
use std::time::{Duration, Instant};

/// Starts.
const RUNS: usize = 5;
/// Background work of a start is over by then.
const REST: Duration = Duration::from_secs(6);

/// Starts the server several times, and looks at the last one at rest, before and after somebody signed in and saw a list. The
/// server opens every set of the folder, so give this one a folder of its own with `BENCH_DIR`.
pub fn run(arguments: &Arguments) -> Result<Report> {
    let bench = place::filled(arguments)?;
    let meter = Meter::begin(&bench.set)?;
    let name = bench.name.clone();
    let mut times = Times::default();
    let mut running: Option<Server> = None;
    for _ in 0..RUNS {
        drop(running.take());
        let begun = Instant::now();
        let server = Server::start(arguments)?;
        Client::connect(&server)?.get("/sign-in", "")?.expect(200)?;
        times.note(begun.elapsed());
        running = Some(server);
    }
    let mut report = meter.end(arguments, &bench.set, RUNS, None)?;
    report.insert("p50_ms".to_owned(), json!(times.median()));
    report.insert("p99_ms".to_owned(), json!(times.at(0.99)));
    if let Some(server) = &running {
        std::thread::sleep(REST);
        let (whole, own) = memory_mb(server.pid());
        report.insert("rest_mb".to_owned(), json!(whole));
        report.insert("rest_own_mb".to_owned(), json!(own));
        let mut client = Client::connect(server)?;
        let cookie = format!("cookie: {}\r\n", client.sign_in()?);
        client.get(&format!("/{name}/parties/parties"), &cookie)?.expect(200)?;
        std::thread::sleep(REST);
        let (whole, own) = memory_mb(server.pid());
        report.insert("rest_after_a_page_mb".to_owned(), json!(whole));
        report.insert("rest_after_a_page_own_mb".to_owned(), json!(own));
    }
    Ok(report)
}
