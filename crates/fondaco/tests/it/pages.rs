//! Every page over the wire, on the demonstration company: what a browser, a stranger and a clumsy client get.

use platform::installation::{Installation, Place};
use std::collections::BTreeMap;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};
use store::Options;

pub struct House {
    port: u16,
    pub house: Arc<Installation>,
    pub registry: Arc<store::Registry>,
    /// When the demonstration company was ready: what came later tests made.
    pub made: base::Instant,
}

/// Where the server of this run keeps its sets: a folder of its own, or schemas of its own where a server is named. What earlier
/// runs left behind goes first.
fn place(word: &str) -> Place {
    let own = format!("pages_{}_{word}", std::process::id());
    let Some(url) = store::testing::database() else {
        return Place::Folder(std::env::temp_dir().join(format!("fondaco_{own}")));
    };
    let location = store::Location::Schema { url: url.clone(), schema: "public".into() };
    let mut conn = store::connect(&location).expect("the test server answers");
    let schemas = "SELECT nspname::text FROM pg_namespace WHERE nspname LIKE 'pages\\_%'";
    for row in conn.query(schemas, &[]).expect("schemas are listed") {
        let name = row[0].text().unwrap_or_default().to_owned();
        let alive = name.split('_').nth(1).is_some_and(|pid| PathBuf::from(format!("/proc/{pid}")).exists());
        if !alive {
            let _ = conn.batch(&format!("DROP SCHEMA \"{name}\" CASCADE"));
        }
    }
    Place::Database { url, prefix: own }
}

/// One server for all tests over the wire.
pub fn house() -> &'static House {
    static HOUSE: OnceLock<House> = OnceLock::new();
    HOUSE.get_or_init(|| {
        let registry = fondaco::registry();
        let house = opened("demo", &registry);
        fondaco::demo::ready(&house).expect("the demonstration company is made");
        let made = house.set("demo").expect("the demonstration company opens").now();
        let house = Arc::new(house.with_laws(fondaco::commands::laws));
        let mut pages = fondaco::PAGES.to_vec();
        pages.push(&crate::own_pages::PAGES);
        let mut panels = fondaco::PANELS.to_vec();
        panels.push(&crate::own_pages::PANELS);
        let port = serve(
            house.clone(),
            &registry,
            web::pages::Pages {
                pages: pages.leak(),
                panels: panels.leak(),
                sidebar: fondaco::SIDEBAR,
                prints: fondaco::PRINTS,
            },
        );
        House { port, registry, house, made }
    })
}

/// An installation of this run, still without a set.
pub fn opened(word: &str, registry: &Arc<store::Registry>) -> Installation {
    let house = Installation::open(place(word), registry.clone(), Options::default()).expect("it opens");
    // A folder has a key of its own; beside a database whoever runs the program gives it.
    house.with_key(&"5e".repeat(32)).expect("a key of 32 bytes")
}

/// Serves an installation until the tests end, and says at which port.
pub fn serve(house: Arc<Installation>, registry: &Arc<store::Registry>, pages: web::pages::Pages) -> u16 {
    let app = web::app::App::new(house, registry, Vec::new(), false).expect("the words are there");
    let app = Arc::new(app.with_pages(pages));
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
    let port = listener.local_addr().expect("an address").port();
    listener.set_nonblocking(true).expect("a listener for tokio");
    std::thread::spawn(move || {
        let runtime =
            tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("a runtime");
        runtime.block_on(async {
            let listener = tokio::net::TcpListener::from_std(listener).expect("a listener");
            web::app::serve(app, listener, std::future::pending()).await.expect("it serves");
        });
    });
    port
}

impl House {
    /// The demonstration company's set.
    pub fn set(&self) -> Arc<store::Set> {
        self.house.set("demo").expect("the demonstration company opens")
    }
}

pub struct Answer {
    pub status: u16,
    pub headers: String,
    pub body: String,
}

impl Answer {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .lines()
            .find_map(|l| l.split_once(": ").filter(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, v)| v))
    }
}

/// One request to the demonstration company over a connection of its own.
pub fn ask(method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
    ask_at(house().port, method, path, headers, body)
}

/// One request to whoever serves at a port.
pub fn ask_at(port: u16, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).expect("the server listens");
    let mut head = format!("{method} {path} HTTP/1.1\r\nConnection: close\r\nContent-Length: {}\r\n", body.len());
    if !headers.iter().any(|(n, _)| n.eq_ignore_ascii_case("host")) {
        head.push_str(&format!("Host: 127.0.0.1:{port}\r\n"));
    }
    for (name, value) in headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    head.push_str("\r\n");
    stream.write_all(head.as_bytes()).expect("it is sent");
    // A server that refuses a large body may hang up before it is through.
    let _ = stream.write_all(body);
    let mut bytes = Vec::new();
    let _ = stream.read_to_end(&mut bytes);
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
    let status = head.split(' ').nth(1).and_then(|s| s.parse().ok()).unwrap_or(0);
    Answer { status, headers: head.to_owned(), body: body.to_owned() }
}

pub fn form(pairs: &[(&str, &str)]) -> Vec<u8> {
    let encode = |text: &str| {
        text.bytes()
            .map(|b| if b.is_ascii_alphanumeric() { (b as char).to_string() } else { format!("%{b:02X}") })
            .collect::<String>()
    };
    pairs.iter().map(|(k, v)| format!("{}={}", encode(k), encode(v))).collect::<Vec<_>>().join("&").into_bytes()
}

const FORM: (&str, &str) = ("Content-Type", "application/x-www-form-urlencoded");

pub struct Browser {
    pub port: u16,
    pub cookie: String,
    pub token: String,
}

impl Browser {
    pub fn sign_in(login: &str) -> Browser {
        Browser::at(house().port, "demo", login)
    }

    /// Somebody with the password of all tests, in a set of the installation at this port.
    pub fn at(port: u16, set: &str, login: &str) -> Browser {
        let body = form(&[("login", login), ("password", "canal-bridge-lantern"), ("next", "/")]);
        let answer = ask_at(port, "POST", "/sign-in", &[FORM], &body);
        assert_eq!(answer.status, 303, "{}", answer.body);
        let session =
            answer.headers.lines().find_map(|l| l.strip_prefix("set-cookie: ").filter(|v| v.starts_with("fondaco=")));
        let cookie = session.and_then(|v| v.split(';').next()).expect("a session").to_owned();
        let page = ask_at(port, "GET", &format!("/{set}/me"), &[("Cookie", &cookie)], b"");
        let token = page
            .body
            .split("name=\"_token\" value=\"")
            .nth(1)
            .and_then(|t| t.split('"').next())
            .expect("a token")
            .to_owned();
        Browser { port, cookie, token }
    }

    pub fn get(&self, path: &str) -> Answer {
        ask_at(self.port, "GET", path, &[("Cookie", &self.cookie), ("Accept", "text/html")], b"")
    }

    pub fn post(&self, path: &str, pairs: &[(&str, &str)]) -> Answer {
        let mut all = vec![("_token", self.token.as_str())];
        all.extend(pairs);
        ask_at(self.port, "POST", path, &[("Cookie", &self.cookie), FORM, ("Accept", "text/html")], &form(&all))
    }
}

#[test]
fn every_page_of_every_entity_answers() {
    let lucia = Browser::sign_in("lucia@demo.example");
    let mut wrong = Vec::new();
    let mut look = |path: String| {
        let answer = lucia.get(&path);
        let broken = answer.body.contains("ui-error") || answer.body.matches("-op-").count() > 0;
        if answer.status != 200 || broken {
            wrong.push(format!("{path}: {}", answer.status));
        }
    };
    for def in house().registry.defs().into_iter().filter(|d| d.line_of.is_none()) {
        let path = format!("/demo/{}/{}", def.module(), def.plural);
        look(path.clone());
        look(format!("{path}/foot"));
        if def.made_by_hand() {
            look(format!("{path}/new"));
        }
        look(format!("{path}/export?format=csv"));
        look(format!("/demo/lookup/{}/{}?q=a", def.module(), def.plural));
        for field in def.fields.iter().filter(|f| f.indexed) {
            look(format!("{path}?sort=-{}", field.name));
        }
        if def.board.is_some() {
            look(format!("{path}?show=board"));
        }
        if def.calendar.is_some() {
            look(format!("{path}?show=calendar"));
            look(format!("{path}?show=calendar&span=agenda"));
        }
        for view in def.views {
            look(format!("{path}?{}", view.query));
        }
    }
    for path in [
        "",
        "/settings",
        "/settings/modules",
        "/settings/tokens",
        "/settings/sets",
        "/settings/sets/new",
        "/settings/sets/restore",
        "/settings/sets/of/demo/copy",
        "/settings/sets/of/demo/move",
        "/settings/sets/of/demo/remove",
        "/settings/jobs",
        "/import/parties/parties",
        "/parties/parties/3/shares",
        "/me",
        "/me/security",
        "/me/security/factor",
        "/help",
        "/notifications",
        "/palette?q=chain",
        "/parties/parties/3",
        "/parties/parties/3/timeline",
        "/catalog/items/3",
    ] {
        look(format!("/demo{path}"));
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn lists_are_filtered_by_every_kind_of_field_in_every_order() {
    let lucia = Browser::sign_in("lucia@demo.example");
    let mut wrong = Vec::new();
    let filters = [
        "credit_limit > 10.5",
        "state = active and credit_limit >= 1000",
        "currency.code = EUR",
        "name contains bike",
        "country in (ES, CN) and not is_customer = yes",
        "website is not empty or email is empty",
        "created_at in last 2 days and id > 3",
        "owner = me or team is empty",
    ];
    for filter in filters {
        for sort in ["name", "-name", "code", "id", "-changed_at", "credit_limit"] {
            let encoded = filter.bytes().map(|b| format!("%{b:02X}")).collect::<String>();
            for path in ["/demo/parties/parties", "/demo/parties/parties/foot", "/demo/api/parties/parties"] {
                let answer = lucia.get(&format!("{path}?filter={encoded}&sort={sort}"));
                if answer.status != 200 {
                    wrong.push(format!("{path} {filter} by {sort}: {}", answer.status));
                }
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn pages_carry_the_policy_and_no_script_or_style_of_their_own() {
    let lucia = Browser::sign_in("lucia@demo.example");
    for path in ["/demo", "/demo/parties/parties", "/demo/parties/parties/3", "/sign-in"] {
        let answer = lucia.get(path);
        let policy = answer.header("content-security-policy").expect("a policy");
        assert!(policy.starts_with("default-src 'none'") && !policy.contains("unsafe"), "{policy}");
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
        for mark in ["<style", " style=", "onclick", "javascript:"] {
            assert!(!answer.body.contains(mark), "{path} holds {mark}");
        }
        assert_eq!(
            answer.body.matches("<script").count(),
            answer.body.matches("<script type=\"module\" src=\"/assets/").count()
        );
    }
}

#[test]
fn a_stranger_gets_nothing_and_another_site_posts_nothing() {
    let answer = ask("GET", "/demo/parties/parties", &[("Accept", "text/html")], b"");
    assert_eq!((answer.status, answer.header("location")), (303, Some("/sign-in?next=%2Fdemo%2Fparties%2Fparties")));
    assert_eq!(ask("GET", "/demo/api/parties/parties", &[], b"").status, 401);
    assert_eq!(ask("GET", "/demo/events", &[], b"").status, 401);
    let lucia = Browser::sign_in("lucia@demo.example");
    let body = form(&[("name", "Forged"), ("form", "organisation"), ("_key", "1")]);
    let cookie = ("Cookie", lucia.cookie.as_str());
    assert_eq!(ask("POST", "/demo/parties/parties", &[cookie, FORM], &body).status, 403, "without a token");
    let with = form(&[("name", "Forged"), ("_token", &lucia.token)]);
    let elsewhere = [cookie, FORM, ("Origin", "https://evil.example")];
    assert_eq!(ask("POST", "/demo/parties/parties", &elsewhere, &with).status, 403, "from another site");
    let crossing = [cookie, FORM, ("Sec-Fetch-Site", "cross-site")];
    assert_eq!(ask("POST", "/demo/parties/parties", &crossing, &with).status, 403, "from another site");
    assert_eq!(ask("GET", "/demo", &[("Host", "evil.example")], b"").status, 421, "under another name");
    assert_eq!(
        ask("POST", "/demo/api/parties/parties", &[cookie, ("Content-Type", "application/json")], b"{}").status,
        401
    );
}

#[test]
fn what_was_typed_is_kept_when_it_is_refused_and_hostile_text_is_only_text() {
    let lucia = Browser::sign_in("lucia@demo.example");
    let hostile = "<script>alert(1)</script>\"' OR 1=1; -- \u{202e}😀";
    let answer = lucia.post(
        "/demo/parties/parties",
        &[
            ("_key", "typed-1"),
            ("name", hostile),
            ("form", "organisation"),
            ("website", "javascript:alert(1)"),
            ("credit_limit", "1e308"),
        ],
    );
    assert_eq!(answer.status, 422);
    assert!(!answer.body.contains("<script>alert"), "it is escaped");
    assert!(answer.body.contains("&lt;script&gt;alert(1)&lt;/script&gt;"), "it is kept");
    assert!(answer.body.contains("value=\"1e308\""), "what cannot be read is kept too");
    assert!(answer.body.matches("class=\"err\"").count() >= 1, "the reason stands by its field");
    let saved =
        lucia.post("/demo/parties/parties", &[("_key", "typed-2"), ("name", hostile), ("form", "organisation")]);
    assert_eq!(saved.status, 303, "{}", saved.body);
    let place = saved.header("location").expect("a record").to_owned();
    let again =
        lucia.post("/demo/parties/parties", &[("_key", "typed-2"), ("name", hostile), ("form", "organisation")]);
    assert_eq!(again.header("location"), Some(place.as_str()), "the same form twice makes one record");
    let page = lucia.get(&place);
    assert!(page.status == 200 && !page.body.contains("<script>alert") && page.body.contains("😀"));
    let list = lucia.get("/demo/parties/parties?q=%3Cscript%3E&filter=name%20%3D%20%22%3Cb%3E%22");
    assert!(list.status == 200 && !list.body.contains("<b>\""));
}

#[test]
fn a_stale_form_is_asked_about_and_nothing_is_overwritten() {
    let (lucia, tom) = (Browser::sign_in("lucia@demo.example"), Browser::sign_in("lucia@demo.example"));
    let made = lucia
        .post("/demo/parties/parties", &[("_key", "stale-1"), ("name", "Alte Schmiede"), ("form", "organisation")]);
    let place = made.header("location").expect("a record").to_owned();
    let base = [("form", "organisation"), ("_version", "1")];
    let first: Vec<_> =
        base.iter().copied().chain([("_key", "stale-2"), ("name", "Neue Schmiede"), ("website", "")]).collect();
    assert_eq!(tom.post(&place, &first).status, 303);
    let second: Vec<_> = base
        .iter()
        .copied()
        .chain([("_key", "stale-3"), ("name", "Meine Schmiede"), ("website", "https://a.example")])
        .collect();
    let conflict = lucia.post(&place, &second);
    assert_eq!(conflict.status, 409);
    assert!(
        conflict.body.contains("Meine Schmiede") && conflict.body.contains("Neue Schmiede"),
        "both values stand there"
    );
    assert!(conflict.body.contains("name=\"_take.name\""));
    assert!(lucia.get(&place).body.contains("Neue Schmiede"), "nothing was overwritten");
    let version =
        conflict.body.split("name=\"_version\" value=\"").nth(1).and_then(|v| v.split('"').next()).expect("a version");
    let third = [
        ("form", "organisation"),
        ("_version", version),
        ("_key", "stale-4"),
        ("name", "Meine Schmiede"),
        ("_take.name", "mine"),
        ("website", "https://a.example"),
    ];
    assert_eq!(lucia.post(&place, &third).status, 303);
    assert!(lucia.get(&place).body.contains("Meine Schmiede"));
}

#[test]
fn rights_end_at_once_and_say_so() {
    let (lucia, diego) = (Browser::sign_in("lucia@demo.example"), Browser::sign_in("diego@demo.example"));
    assert_eq!(diego.get("/demo/parties/parties").status, 200);
    assert_eq!(diego.get("/demo/platform/roles/1").status, 404, "what one may not see is not there");
    assert_eq!(diego.get("/demo/platform/roles").status, 403);
    assert!(matches!(diego.post("/demo/settings/modules/catalog/off", &[]).status, 403 | 404));
    let users = lucia.get("/demo/api/platform/users?filter=login%20%3D%20%22diego%40demo.example%22").body;
    let json: serde_json::Value = serde_json::from_str(&users).expect("JSON");
    let (id, version) =
        (json["data"][0]["id"].as_i64().expect("an id"), json["data"][0]["version"].as_i64().expect("a version"));
    let headers = [
        ("Cookie", lucia.cookie.as_str()),
        ("X-Token", lucia.token.as_str()),
        ("Content-Type", "application/json"),
        ("If-Match", "\"99\""),
    ];
    assert_eq!(ask("PATCH", &format!("/demo/api/platform/users/{id}"), &headers, b"{\"active\": false}").status, 412);
    let tag = format!("\"{version}\"");
    let headers = [
        ("Cookie", lucia.cookie.as_str()),
        ("X-Token", lucia.token.as_str()),
        ("Content-Type", "application/json"),
        ("If-Match", tag.as_str()),
    ];
    let done = ask("PATCH", &format!("/demo/api/platform/users/{id}"), &headers, b"{\"active\": false}");
    assert_eq!(done.status, 200, "{}", done.body);
    assert_eq!(diego.get("/demo/parties/parties").status, 403, "from the next request on");
}

#[test]
fn requests_have_limits_and_paths_stay_inside() {
    let lucia = Browser::sign_in("lucia@demo.example");
    let headers =
        [("Cookie", lucia.cookie.as_str()), ("X-Token", lucia.token.as_str()), ("Content-Type", "application/json")];
    let huge = vec![b'x'; 9 << 20];
    assert_eq!(ask("POST", "/demo/api/parties/parties", &headers, &huge).status, 413);
    for (path, allowed) in [
        ("/demo/..%2f..%2fetc/passwd", vec![400, 404]),
        ("/%2e%2e/%2e%2e/etc/passwd", vec![400, 404]),
        ("/assets/x/../../Cargo.toml", vec![400, 404]),
        ("/assets/x/..%2f..%2fCargo.toml", vec![400, 404]),
        ("/demo/parties/parties/99999999999999999999", vec![404]),
        ("/demo/parties/parties/0", vec![404]),
        ("/demo/nothing/here", vec![404]),
        ("/nobody/parties/parties", vec![404]),
        ("/demo/parties/parties?sort=nope", vec![422]),
        ("/demo/parties/parties?filter=nope%20%3D%201", vec![422]),
        ("/demo/parties/parties?cursor=zzz", vec![422]),
        ("/demo/files/1", vec![404]),
    ] {
        let answer = lucia.get(path);
        assert!(allowed.contains(&answer.status), "{path}: {}", answer.status);
    }
    assert_eq!(ask("PUT", "/demo", &[], b"").status, 405);
    for body in [
        &b"{"[..],
        b"[]",
        b"null",
        b"\"x\"",
        b"{\"name\": 1}",
        b"{\"name\": \"x\", \"nope\": 1}",
        b"{\"credit_limit\": 1e308}",
    ] {
        let answer = ask("POST", "/demo/api/parties/parties", &headers, body);
        assert_eq!(answer.status, 422, "{}: {}", String::from_utf8_lossy(body), answer.body);
        assert_eq!(answer.header("content-type"), Some("application/problem+json"));
    }
}

#[test]
fn the_interface_keeps_its_contract() {
    let lucia = Browser::sign_in("lucia@demo.example");
    let headers = |key: &'static str| {
        vec![
            ("Cookie".to_owned(), lucia.cookie.clone()),
            ("X-Token".to_owned(), lucia.token.clone()),
            ("Content-Type".to_owned(), "application/json".to_owned()),
            ("Idempotency-Key".to_owned(), key.to_owned()),
        ]
    };
    let send = |method: &str, path: &str, key: &'static str, body: &str| {
        let owned = headers(key);
        let borrowed: Vec<(&str, &str)> = owned.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
        ask(method, path, &borrowed, body.as_bytes())
    };
    let body = r#"{"name": "Contract GmbH", "form": "organisation", "country": {"code": "DE"}, "addresses": [{"city": "Kiel"}], "emails": [{"address": "info@contract.example"}]}"#;
    let made = send("POST", "/demo/api/parties/parties", "contract-0001", body);
    assert_eq!(made.status, 201, "{}", made.body);
    let place = made.header("location").expect("where it is").to_owned();
    assert_eq!(
        send("POST", "/demo/api/parties/parties", "contract-0001", body).header("location"),
        Some(place.as_str())
    );
    assert_eq!(
        send("POST", "/demo/api/parties/parties", "contract-0001", "{}").status,
        422,
        "another body under the same key"
    );
    let record: serde_json::Value = serde_json::from_str(&made.body).expect("JSON");
    let line = record["addresses"][0]["id"].as_i64().expect("a line");
    let change = format!(r#"{{"addresses": [{{"id": {line}, "city": "Bremen"}}, {{"city": "Lübeck"}}]}}"#);
    let changed = send("PATCH", &place, "contract-0002", &change);
    assert_eq!(changed.status, 200, "{}", changed.body);
    let record: serde_json::Value = serde_json::from_str(&changed.body).expect("JSON");
    let cities: Vec<&str> =
        record["addresses"].as_array().into_iter().flatten().filter_map(|a| a["city"].as_str()).collect();
    assert_eq!(cities, ["Bremen", "Lübeck"]);
    let removed =
        send("PATCH", &place, "contract-0003", &format!(r#"{{"addresses": [{{"id": {line}, "delete": true}}]}}"#));
    let record: serde_json::Value = serde_json::from_str(&removed.body).expect("JSON");
    assert_eq!(record["addresses"].as_array().map(Vec::len), Some(1));
    let draft = send("POST", &format!("{place}/draft"), "", r#"{"name": ""}"#);
    let drafted: serde_json::Value = serde_json::from_str(&draft.body).expect("JSON");
    assert_eq!(drafted["errors"][0]["code"], "store.required");
    assert_eq!(send("DELETE", &place, "", "").status, 204);
    assert_eq!(send("PATCH", &place, "contract-0004", r#"{"name": "x"}"#).status, 422, "archived");
    assert_eq!(send("POST", &format!("{place}/restore"), "", "").status, 200);
    let page = lucia.get("/demo/api/parties/parties?limit=20&sort=name");
    let json: serde_json::Value = serde_json::from_str(&page.body).expect("JSON");
    let next = json["next"].as_str().expect("there is more").to_owned();
    let second: serde_json::Value =
        serde_json::from_str(&lucia.get(&format!("/demo/api/parties/parties?limit=20&sort=name&cursor={next}")).body)
            .expect("JSON");
    assert_ne!(json["data"][0]["id"], second["data"][0]["id"]);
}

#[test]
fn each_language_has_its_own_words() {
    let mut titles = BTreeMap::new();
    for (login, lang, word) in [
        ("lucia@demo.example", "en", "Parties"),
        ("mei@demo.example", "zh-CN", "往来"),
        ("tom@demo.example", "en", "Parties"),
    ] {
        let page = Browser::sign_in(login).get("/demo/parties/parties");
        assert!(
            page.body.contains(&format!("lang=\"{lang}\"")) && page.body.contains(word),
            "{login}: {}",
            &page.body[..200]
        );
        titles.insert(login, page.body.len());
    }
    let door = ask("GET", "/sign-in", &[("Accept-Language", "es-MX,es;q=0.9")], b"");
    assert!(door.body.contains("lang=\"es\"") && door.body.contains("Contraseña"));
}
