//! What people do with records over the wire: merge them, hear of duplicates, step from one to the next, take changes back.

use crate::pages::{Answer, Browser, ask};
use serde_json::Value as Json;

/// A party made through its form; its page's address.
fn party(who: &Browser, name: &str, more: &[(&str, &str)]) -> String {
    let key = format!("make-{name}");
    let mut pairs = vec![("_key", key.as_str()), ("name", name), ("form", "organisation")];
    pairs.extend(more);
    let made = who.post("/demo/parties/parties", &pairs);
    assert_eq!(made.status, 303, "{name}: {}", made.body);
    made.header("location").expect("a record").to_owned()
}

/// What one list answers to a filter, by name.
fn found(who: &Browser, path: &str, filter: &str, field: &str) -> Vec<String> {
    let encoded: String = filter.bytes().map(|b| format!("%{b:02X}")).collect();
    let answer = who.get(&format!("{path}?filter={encoded}&sort=id"));
    assert_eq!(answer.status, 200, "{filter}: {}", answer.body);
    let json: Json = serde_json::from_str(&answer.body).expect("JSON");
    let rows = json["data"].as_array().expect("rows").iter();
    rows.map(|r| r[field].as_str().unwrap_or_default().to_owned()).collect()
}

fn id(place: &str) -> &str {
    place.rsplit('/').next().expect("an id")
}

/// A post that a page's script would send.
fn draft(who: &Browser, path: &str, pairs: &[(&str, &str)]) -> Json {
    let mut all = vec![("_token", who.token.as_str())];
    all.extend(pairs);
    let headers = [
        ("Cookie", who.cookie.as_str()),
        ("Accept", "application/json"),
        ("Content-Type", "application/x-www-form-urlencoded"),
    ];
    let answer = ask("POST", path, &headers, &crate::pages::form(&all));
    assert_eq!(answer.status, 200, "{}", answer.body);
    serde_json::from_str(&answer.body).expect("JSON")
}

/// Where the note of an answer leads back.
fn undo(answer: &Answer) -> String {
    let cookie = answer.headers.lines().find_map(|l| l.strip_prefix("set-cookie: flash=")).expect("a note");
    let value = cookie.split(';').next().unwrap_or_default();
    let text = value.replace("%2F", "/").replace("%3F", "?").replace("%3D", "=").replace("%26", "&");
    text.split("%0A").nth(1).expect("a way back").to_owned()
}

#[test]
fn two_to_nine_records_become_one_and_several_again() {
    let lucia = Browser::sign_in("lucia@demo.example");
    let places: Vec<String> =
        [("Merga Uno", ""), ("Merga Dos", "https://dos.example"), ("Merga Tres", "https://tres.example")]
            .iter()
            .map(|(name, website)| party(&lucia, name, &[("website", website), ("notes", name)]))
            .collect();
    let ids: Vec<&str> = places.iter().map(|p| id(p)).collect();
    let one = lucia.post("/demo/parties/parties/bulk/merge", &[("id", ids[0]), ("query", "q=merga")]);
    assert_eq!(one.status, 422, "one record is not enough: {}", one.body);
    let ticked: Vec<(&str, &str)> = ids.iter().map(|id| ("id", *id)).chain([("query", "q=merga")]).collect();
    let chosen = lucia.post("/demo/parties/parties/bulk/merge", &ticked);
    assert_eq!(chosen.status, 303, "{}", chosen.body);
    let page = lucia.get(chosen.header("location").expect("the records side by side"));
    assert_eq!(page.status, 200);
    for word in ["Merga Uno", "Merga Dos", "https://dos.example", "name=\"survivor\"", "name=\"take.website\""] {
        assert!(page.body.contains(word), "{word}");
    }
    assert!(page.body.contains("href=\"/demo/parties/parties?q=merga\""), "back to the list one came from");
    let mut choices: Vec<(&str, &str)> = ids.iter().map(|id| ("record", *id)).collect();
    choices.extend([("survivor", ids[1]), ("take.name", ids[0]), ("take.website", ids[2]), ("take.notes", ids[1])]);
    let done = lucia.post("/demo/parties/parties/merge", &choices);
    assert_eq!(done.status, 303, "{}", done.body);
    assert_eq!(done.header("location"), Some(places[1].as_str()), "to the record that stayed");
    let kept = lucia.get(&places[1]).body;
    assert!(kept.contains("value=\"Merga Uno\"") && kept.contains("value=\"https://tres.example\""));
    assert!(kept.contains(">Merga Dos</textarea>"), "its own notes");
    assert!(kept.contains("/demo/parties/merges/"), "the page leads to its merge");
    let redirected = lucia.get(&format!("/demo/api/parties/parties/{}", ids[0]));
    assert!(redirected.status == 200 || redirected.status == 301 || redirected.status == 308, "{}", redirected.status);
    let again = lucia.post("/demo/parties/parties/merge", &choices);
    assert_eq!(again.status, 422, "a merged record is not merged twice: {}", again.body);
    assert_eq!(lucia.post(&undo(&done), &[]).status, 303);
    for (place, name) in places.iter().zip(["Merga Uno", "Merga Dos", "Merga Tres"]) {
        assert!(lucia.get(place).body.contains(&format!("value=\"{name}\"")), "{name} is itself again");
    }
}

#[test]
fn who_may_not_merge_sees_no_button_and_no_page() {
    let (lucia, tom) = (Browser::sign_in("lucia@demo.example"), Browser::sign_in("tom@demo.example"));
    let (a, b) = (party(&lucia, "Solo A", &[]), party(&lucia, "Solo B", &[]));
    let path = format!("/demo/parties/parties/merge?id={}&id={}", id(&a), id(&b));
    let may = tom.get("/demo/parties/parties").body.contains("/bulk/merge");
    let page = tom.get(&path).status;
    assert_eq!(may, page == 200, "the button and the page agree: {page}");
    let unlike = lucia.post(
        "/demo/parties/parties",
        &[("_key", "solo-p"), ("form", "person"), ("given_name", "Solo"), ("family_name", "Persona")],
    );
    let person = unlike.header("location").expect("a person").to_owned();
    let both = [("record", id(&a)), ("record", id(&person)), ("survivor", id(&a))];
    let refused = lucia.post("/demo/parties/parties/merge", &both);
    assert_eq!(refused.status, 422);
    assert!(refused.body.contains("never the same") && refused.body.contains("Solo Persona"), "said above the choices");
}

#[test]
fn a_draft_tells_who_looks_the_same() {
    let lucia = Browser::sign_in("lucia@demo.example");
    let place = party(&lucia, "Zweispitz Hutfabrik GmbH", &[("website", "https://zweispitz.example")]);
    let typed = [("name", "Zweispitz Hutfabrik"), ("form", "organisation"), ("_touched", "name,form")];
    let answer = draft(&lucia, "/demo/parties/parties/draft", &typed);
    let alike = answer["alike"].as_str().expect("a region");
    assert!(alike.contains(&place) && alike.contains("Zweispitz Hutfabrik GmbH") && alike.contains('%'), "{alike}");
    assert_eq!(answer["refusals"], serde_json::json!([]), "a name alone stops nobody");
    let nothing = draft(&lucia, "/demo/parties/parties/draft", &[("name", "Qqqxyz"), ("form", "organisation")]);
    assert!(!nothing["alike"].as_str().expect("a region").contains("href"));
    let twin = party(&lucia, "Zweispitz Hutfabrik", &[]);
    let region = lucia.get(&twin);
    assert_eq!(region.status, 200);
    let merge = format!("/demo/parties/parties/merge?id={}&amp;id={}", id(&place), id(&twin));
    assert!(region.body.contains(&merge), "both are a click from one: {}", region.body);
}

#[test]
fn a_record_knows_its_neighbours_in_the_list_one_came_from() {
    let lucia = Browser::sign_in("lucia@demo.example");
    let names = ["Nachbar A", "Nachbar B", "Nachbar C"];
    let places: Vec<String> = names.iter().map(|n| party(&lucia, n, &[("website", "https://n.example")])).collect();
    let around = |place: &str, query: &str| {
        let answer = lucia.get(&format!("{place}/around?{query}"));
        assert_eq!(answer.status, 200, "{}", answer.body);
        let mut hrefs = answer.body.split("href=\"").skip(1).filter_map(|t| t.split('"').next().map(str::to_owned));
        let hrefs: Vec<String> = hrefs.by_ref().filter(|h| h.contains("/parties/parties/")).collect();
        hrefs
    };
    for (sort, order) in [("name", [0, 1, 2]), ("-name", [2, 1, 0]), ("-website", [2, 1, 0])] {
        let query = format!("q=nachbar&sort={sort}");
        let inside = around(&places[order[1]], &query);
        assert_eq!(inside, [places[order[0]].clone(), places[order[2]].clone()], "{sort}");
        assert_eq!(around(&places[order[0]], &query), [places[order[1]].clone()], "the first has none before, {sort}");
        assert_eq!(around(&places[order[2]], &query), [places[order[1]].clone()], "the last has none after, {sort}");
    }
    let filter = "filter=name%20in%20(%22Nachbar%20A%22,%22Nachbar%20C%22)&sort=name";
    assert_eq!(
        around(&places[1], filter),
        [places[0].clone(), places[2].clone()],
        "it has left the list, its place has not"
    );
    let empty = around(&places[1], "q=nachbar&sort=credit_limit");
    assert_eq!(empty.len(), 2, "also among rows without a value");
}

#[test]
fn a_number_in_a_filter_is_a_code_before_it_is_an_id() {
    let lucia = Browser::sign_in("lucia@demo.example");
    let units = lucia.get("/demo/api/catalog/units?limit=1").body;
    let unit: Json = serde_json::from_str(&units).expect("JSON");
    let unit = unit["data"][0]["id"].to_string();
    let item = |code: &str| {
        let key = format!("code-{code}");
        let pairs = [("_key", key.as_str()), ("code", code), ("name", code), ("base_unit", unit.as_str())];
        let made = lucia.post("/demo/catalog/items", &pairs);
        assert_eq!(made.status, 303, "{}", made.body);
        id(made.header("location").expect("an item")).to_owned()
    };
    let plain = item("PLAIN-1");
    // Its code is the other one's id.
    let numbered = item(&plain);
    let customer = party(&lucia, "Filterkunde", &[]);
    for (item, number) in [(&plain, "by id"), (&numbered, "by code")] {
        let pairs = [("_key", number), ("item", item.as_str()), ("customer", id(&customer)), ("part_number", number)];
        let made = lucia.post("/demo/catalog/customer-items", &pairs);
        assert_eq!(made.status, 303, "{}", made.body);
    }
    let path = "/demo/api/catalog/customer-items";
    let own = format!("customer = #{} and", id(&customer));
    for (filter, numbers) in [
        (format!("item = {plain}"), vec!["by code"]),
        (format!("item = \"#{plain}\""), vec!["by id"]),
        (format!("item in (#{plain}, {plain})"), vec!["by id", "by code"]),
        ("item = PLAIN-1".to_owned(), vec!["by id"]),
        (format!("item in (PLAIN-1, #{numbered})"), vec!["by id", "by code"]),
        (format!("item = {numbered}"), vec!["by code"]),
        (format!("item != #{plain}"), vec!["by code"]),
        (format!("item not in (PLAIN-1, {plain})"), vec![]),
        ("item = 99999999999999999999".to_owned(), vec![]),
    ] {
        assert_eq!(found(&lucia, path, &format!("{own} {filter}"), "part_number"), numbers, "{filter}");
    }
    let menu = lucia.get(&format!("/demo/catalog/customer-items?f.item={plain}")).body;
    assert!(menu.contains("by id") && !menu.contains("by code"), "the filter menu means the record that was picked");
}

#[test]
fn names_are_shown_in_the_readers_language_and_saved_in_the_sets() {
    let (lucia, mei) = (Browser::sign_in("lucia@demo.example"), Browser::sign_in("mei@demo.example"));
    let spain: Json =
        serde_json::from_str(&lucia.get("/demo/api/platform/countries?filter=code%20%3D%20ES").body).expect("JSON");
    let (spain, name) = (spain["data"][0]["id"].to_string(), spain["data"][0]["name"].clone());
    assert_eq!(name, "Spain", "the interface answers in the set's language");
    let place = party(&lucia, "Idioma Uno", &[("country", &spain)]);
    for (who, country) in [(&lucia, "Spain"), (&mei, "西班牙")] {
        let list = who.get("/demo/parties/parties?q=idioma&columns=name,country").body;
        assert!(list.contains(&format!(">{country}<")), "{country} in the list");
        assert!(
            who.get("/demo/platform/countries?filter=code%20%3D%20ES").body.contains(country),
            "{country} by itself"
        );
        let picker = who.get("/demo/lookup/platform/countries?q=ES").body;
        assert!(picker.contains(country), "{country} in the picker: {picker}");
        assert!(who.get(&place).body.contains(&format!("value=\"{country}\"")), "{country} in the form");
    }
}

/// Names that are the same in every language: a law's own words, and those of currencies that hardly anybody has.
const OF_THEIR_OWN: [&str; 2] = ["accounting.tax_code", "platform.currency"];

#[test]
fn everything_that_colleagues_share_is_called_in_three_languages() {
    let _ = Browser::sign_in("lucia@demo.example");
    let (set, made) = (crate::pages::house().set(), crate::pages::house().made);
    let lacking = set.read(&store::Who::program("test"), |read| {
        let mut lacking = Vec::new();
        for shape in read.model().shapes.iter() {
            let translated = shape.field(shape.def.title).is_some_and(|title| title.translated);
            if !translated || shape.def.line_of.is_some() || OF_THEIR_OWN.contains(&shape.name()) {
                continue;
            }
            let sql = format!(
                "SELECT t.\"{title}\" FROM \"{table}\" t WHERE t.archived_at IS NULL AND t.created_at <= $1 AND (SELECT COUNT(*) FROM translation x \
                 WHERE x.kind = {kind} AND x.record = t.id AND x.field = '{title}' AND x.language IN ('zh-CN', 'es')) < 2",
                title = shape.def.title,
                table = shape.table(),
                kind = shape.def.kind
            );
            for row in read.query(&sql, &[made.into()])? {
                lacking.push(format!("{} {}", shape.name(), row[0]));
            }
        }
        Ok(lacking)
    });
    assert_eq!(lacking.expect("the set answers"), Vec::<String>::new());
}

/// Sellers call and write more than they meet, and each kind of talk is there in numbers that a manager would believe.
#[test]
fn the_sellers_of_the_demonstration_company_called_wrote_met_and_visited() {
    let _ = Browser::sign_in("lucia@demo.example");
    let set = crate::pages::house().set();
    let (done, events) = set
        .read(&store::Who::program("test"), |read| {
            let counted = |sql: &str| -> base::Result<std::collections::BTreeMap<String, i64>> {
                let rows = read.query(sql, &[])?;
                Ok(rows.iter().map(|row| (row[0].to_string(), row[1].int().unwrap_or(0))).collect())
            };
            Ok((
                counted("SELECT activity, COUNT(*) FROM platform_activity WHERE state = 'done' GROUP BY activity")?,
                counted("SELECT kind, COUNT(*) FROM platform_event WHERE state = 'held' GROUP BY kind")?,
            ))
        })
        .expect("the set answers");
    let n = |kind: &str| done.get(kind).copied().unwrap_or(0);
    // Two sellers, five months: a call and a mail or so a day each, a meeting a week.
    assert!(n("call") > n("email") && n("email") > n("meeting"), "{done:?}");
    assert!((150..1_200).contains(&n("call")) && n("email") > 100 && n("meeting") > 60, "{done:?}");
    assert!(n("task") < n("call"), "tasks are not what sellers do most: {done:?}");
    for kind in ["call", "meeting", "visit"] {
        assert!(events.get(kind).is_some_and(|held| *held >= 5), "{kind}: {events:?}");
    }
}

/// Somebody who may do everything, in a language.
fn chief(name: &'static str, login: &'static str, language: platform::Language) -> Browser {
    let house = &crate::pages::house().house;
    let identity = house.add_identity(&platform::installation::NewIdentity {
        login: login.to_owned(),
        name: name.to_owned(),
        language: language.code().to_owned(),
        password: "canal-bridge-lantern".to_owned(),
    });
    let user = crate::pages::house().set().write(&store::Who::program("test"), move |tx| {
        let role = platform::Role::by_code(tx, platform::seed::ADMINISTRATOR)?.expect("the role is there");
        tx.insert(&mut platform::User { language, ..platform::User::new(name, login, &[role]) })
    });
    let joined = house.join(identity.expect("a new login").id, "demo", user.expect("a new user"));
    joined.expect("they may work in the set");
    Browser::sign_in(login)
}

#[test]
fn who_reads_chinese_or_spanish_sees_no_english_name_on_board_inbox_and_day() {
    let lin = chief("Lin Wei", "lin@demo.example", platform::Language::Chinese);
    let sol = chief("Sol Rey", "sol@demo.example", platform::Language::Spanish);
    for (who, language, words) in [
        (&lin, "zh-CN", ["经销商", "初步接洽", "商务谈判", "服务台", "维修车间"]),
        (&sol, "es", ["Distribuidores", "Prospección", "Negociación", "Mostrador de servicio", "Taller"]),
    ] {
        let board = who.get("/demo/crm/opportunities?show=board").body;
        let inbox = who.get("/demo/pages/service/inbox").body;
        for word in &words[..3] {
            assert!(board.contains(word), "{word} on the board");
        }
        for word in &words[3..] {
            assert!(inbox.contains(word), "{word} in the inbox");
        }
        for english in ["Dealers", "Prospecting", "Negotiation"] {
            assert!(!board.contains(english), "{english} on the board in {language}");
        }
        assert!(!inbox.contains("Service desk") && !inbox.contains("Workshop"), "a queue in English in {language}");
    }
}

#[test]
fn a_change_of_many_is_taken_back_and_what_changed_since_stays() {
    let lucia = Browser::sign_in("lucia@demo.example");
    let places: Vec<String> = ["Massig A", "Massig B", "Massig C"]
        .iter()
        .map(|n| party(&lucia, n, &[("notes", n), ("website", "https://m.example")]))
        .collect();
    let ticked: Vec<(&str, &str)> = places.iter().map(|p| ("id", id(p))).collect();
    let with = |more: &[(&'static str, &'static str)]| {
        let mut all: Vec<(&str, &str)> = ticked.clone();
        all.extend(more);
        all
    };
    let edit = with(&[("_field", "notes"), ("_set", "1"), ("notes", "The same for all"), ("query", "q=massig")]);
    let edited = lucia.post("/demo/parties/parties/bulk/edit", &edit);
    assert_eq!(edited.status, 303, "{}", edited.body);
    let note = |place: &str| {
        let body = lucia.get(place).body;
        body.split("name=\"notes\"")
            .nth(1)
            .and_then(|t| t.split_once('>'))
            .map(|(_, t)| t.split('<').next().unwrap_or("").to_owned())
    };
    assert!(places.iter().all(|p| note(p).as_deref() == Some("The same for all")));
    let own = lucia.post(
        &places[2],
        &[("_key", "massig-own"), ("form", "organisation"), ("name", "Massig C"), ("notes", "Mine since")],
    );
    assert_eq!(own.status, 303);
    let back = undo(&edited);
    let undone = lucia.post(&back, &[]);
    assert_eq!(undone.status, 303, "{}", undone.body);
    let notes: Vec<_> = places.iter().map(|p| note(p).unwrap_or_default()).collect();
    assert_eq!(notes, ["Massig A", "Massig B", "Mine since"], "the opposite edit; what was changed since stays");
    let page = lucia.get(undone.header("location").expect("the change's own page"));
    assert!(page.body.contains(&places[2]) && !page.body.contains(&places[0]), "what stayed is listed");
    assert_eq!(lucia.post(&back, &[]).status, 422, "once");
    let archived = lucia.post("/demo/parties/parties/bulk/archive", &with(&[("query", "q=massig")]));
    assert_eq!(archived.status, 303);
    assert!(!lucia.get("/demo/parties/parties?q=massig").body.contains(&places[0]));
    let history = lucia.get("/demo/platform/bulk-changes?f.entity=parties.party").body;
    let change = history.split("data-id=\"").nth(1).and_then(|t| t.split('"').next()).expect("a change").to_owned();
    let later = lucia.post(&format!("/demo/platform/bulk-changes/{change}/undo"), &[]);
    assert_eq!(later.status, 303, "afterwards, from the list's history: {}", later.body);
    assert!(places.iter().all(|p| lucia.get("/demo/parties/parties?q=massig").body.contains(p)));
    let tom = Browser::sign_in("tom@demo.example");
    assert_ne!(tom.post(&format!("/demo/platform/bulk-changes/{change}/undo"), &[]).status, 303, "not somebody else's");
}

#[test]
fn a_record_goes_for_good_when_its_name_is_typed_and_nothing_refers_to_it() {
    let lucia = Browser::sign_in("lucia@demo.example");
    let (top, below) = (party(&lucia, "Endgültig Oben", &[]), party(&lucia, "Endgültig Unten", &[]));
    let bind = [("_key", "end-1"), ("form", "organisation"), ("name", "Endgültig Unten"), ("parent", id(&top))];
    assert_eq!(lucia.post(&below, &bind).status, 303);
    let page = lucia.get(&format!("{top}/destroy"));
    assert!(page.status == 200 && page.body.contains("Archive this one first") && !page.body.contains("_confirm"));
    assert_eq!(lucia.post(&format!("{top}/archive"), &[]).status, 303);
    assert!(lucia.get(&top).body.contains(&format!("{top}/destroy")), "the archived record's menu leads there");
    let page = lucia.get(&format!("{top}/destroy"));
    assert!(page.body.contains(&below) && page.body.contains("Endgültig Unten"), "who refers is listed");
    assert!(!page.body.contains("_confirm"), "and while anybody does there is no button");
    let refused = lucia.post(&format!("{top}/destroy"), &[("_confirm", "Endgültig Oben")]);
    assert_eq!(refused.status, 422, "nor a way around it");
    let free = [("_key", "end-2"), ("form", "organisation"), ("name", "Endgültig Unten"), ("parent", "")];
    assert_eq!(lucia.post(&below, &free).status, 303);
    assert!(lucia.get(&format!("{top}/destroy")).body.contains("_confirm"));
    assert_eq!(
        lucia.post(&format!("{top}/destroy"), &[("_confirm", "Endgultig")]).status,
        422,
        "the name has to be typed"
    );
    let mei = Browser::sign_in("mei@demo.example");
    assert!(matches!(mei.post(&format!("{top}/destroy"), &[("_confirm", "Endgültig Oben")]).status, 403 | 404));
    let gone = lucia.post(&format!("{top}/destroy"), &[("_confirm", "Endgültig Oben")]);
    assert_eq!(gone.status, 303, "{}", gone.body);
    assert_eq!(lucia.get(&top).status, 404);
}

/// Runs the jobs that wait in the demonstration company, as the serving program does.
fn run_jobs() {
    let set = crate::pages::house().set();
    platform::job::Runner::new(set, platform::job::STANDING).run_all().expect("the jobs run");
}

#[test]
fn an_own_field_is_made_on_a_page_and_shows_everywhere() {
    let (lucia, mei) = (Browser::sign_in("lucia@demo.example"), Browser::sign_in("mei@demo.example"));
    let form = lucia.get("/demo/platform/custom-fields/new").body;
    assert!(form.contains("<option value=\"parties.party\""), "the records are chosen from a list");
    let words = r#"[{"label":"Large","english":"Large","chinese":"大型","spanish":"Grande"},{"label":"Small","chinese":"小型"}]"#;
    let own = [
        ("_key", "own-1"),
        ("label", "Shop size"),
        ("entity", "parties.party"),
        ("holds", "choice"),
        ("section", "Field work"),
        ("chinese", "门店规模"),
        ("position", "1"),
        ("options", words),
    ];
    let made = lucia.post("/demo/platform/custom-fields", &own);
    assert_eq!(made.status, 303, "{}", made.body);
    let place = made.header("location").expect("a field").to_owned();
    let page = lucia.get(&place).body;
    assert!(page.contains("value=\"x_shop_size\"") && page.contains("data-poll"), "its column is being added");
    let guide = [
        ("_key", "own-2"),
        ("label", "Guide"),
        ("entity", "parties.party"),
        ("holds", "reference"),
        ("target", "platform.user"),
        ("position", "2"),
    ];
    assert_eq!(lucia.post("/demo/platform/custom-fields", &guide).status, 303);
    run_jobs();
    let ready = lucia.get(&format!("{place}/added")).body;
    assert!(!ready.contains("data-poll") && ready.contains("columns=name,x_shop_size"), "{ready}");

    let new = lucia.get("/demo/parties/parties/new").body;
    for word in
        ["Shop size", "Field work", "name=\"x_shop_size\"", ">Large<", "name=\"x_guide\"", "/lookup/platform/users"]
    {
        assert!(new.contains(word), "{word} in the form");
    }
    let user: Json = serde_json::from_str(&lucia.get("/demo/api/platform/users?limit=1&sort=id").body).expect("JSON");
    let user = user["data"][0]["id"].to_string();
    let shop = party(&lucia, "Eigenfeld", &[("x_shop_size", "large"), ("x_guide", &user)]);
    let list = mei.get("/demo/parties/parties?q=eigenfeld&columns=name,x_shop_size").body;
    assert!(list.contains("门店规模") && list.contains("大型"), "in the reader's language");
    assert_eq!(found(&lucia, "/demo/api/parties/parties", "x_shop_size = large", "name"), ["Eigenfeld"]);
    assert_eq!(found(&lucia, "/demo/api/parties/parties", &format!("x_guide = #{user}"), "x_shop_size"), ["large"]);
    assert!(lucia.get("/demo/parties/parties?f.x_shop_size=large").body.contains("Eigenfeld"), "in the filter menu");
    let wrong = [("_key", "own-3"), ("form", "organisation"), ("name", "Eigenfeld"), ("x_shop_size", "huge")];
    assert_eq!(lucia.post(&shop, &wrong).status, 422);
    let file = lucia.get("/demo/parties/parties/export?q=eigenfeld&columns=name,x_shop_size&format=csv").body;
    assert!(file.contains("Shop size") && file.contains("large"), "{file}");
    let openapi = lucia.get("/demo/api/openapi.json").body;
    assert!(openapi.contains("x_shop_size"), "the description of the interface knows it");

    let less = r#"[{"code":"small","label":"Small"}]"#;
    let fixed = [
        ("_key", "own-4"),
        ("label", "Shop size"),
        ("entity", "parties.party"),
        ("holds", "choice"),
        ("options", less),
    ];
    let refused = lucia.post(&place, &fixed);
    assert!(refused.status == 422 && refused.body.contains("may hold a word"), "words in use stay");
    let missing = [("_key", "own-5"), ("label", "Nothing"), ("entity", "parties.party"), ("holds", "choice")];
    assert_eq!(lucia.post("/demo/platform/custom-fields", &missing).status, 422, "a choice needs words");
}

#[test]
fn a_list_leaves_with_its_lines() {
    let lucia = Browser::sign_in("lucia@demo.example");
    let lines = r#"[{"city":"Kiel","purpose":"bill"},{"city":"Bremen","purpose":"ship"}]"#;
    let mails = r#"[{"address":"zeile@zeilen.example"}]"#;
    let place = party(&lucia, "Zeilenreich", &[("addresses", lines), ("emails", mails)]);
    party(&lucia, "Zeilenarm", &[]);
    let path = "/demo/parties/parties/export?q=zeilen&columns=name,country,email&sort=name&lines=1&format=";
    let csv = lucia.get(&format!("{path}csv"));
    assert_eq!(csv.status, 200);
    let rows: Vec<&str> = csv.body.trim_start_matches('\u{feff}').lines().collect();
    assert!(rows[0].starts_with("id,Name,Country,") && rows[0].contains("Addresses * City"), "{}", rows[0]);
    assert_eq!(rows.len(), 4, "a head, two lines, and a record without lines: {rows:?}");
    let own: Vec<&&str> = rows.iter().filter(|r| r.starts_with(&format!("{},", id(&place)))).collect();
    assert!(own[0].contains("Kiel") && own[0].contains("zeile@zeilen.example") && own[1].contains("Bremen"), "{own:?}");
    assert!(lucia.get(&format!("{path}xlsx")).body.starts_with("PK"), "a workbook");
    let menu = lucia.get("/demo/parties/parties").body;
    assert!(menu.contains("lines=1&amp;") || menu.contains("lines=1\""), "the menu offers it");
    assert!(!lucia.get("/demo/catalog/units").body.contains("lines=1"), "only where there are lines");
}

#[test]
fn documents_that_people_write_are_made_by_hand() {
    let registry = fondaco::registry();
    for name in [
        "sales.quotation",
        "sales.order",
        "sales.customer_invoice",
        "purchasing.requisition",
        "purchasing.order",
        "purchasing.goods_receipt",
        "purchasing.supplier_invoice",
        "purchasing.supplier_return",
        "accounting.payment",
        "accounting.manual_entry",
        "stock.movement",
        "stock.transfer",
    ] {
        assert!(registry.get(name).expect(name).def.made_by_hand(), "{name} cannot be made in a form");
    }
}
