//! Notes and next steps, the two things that could be sent twice: sent, and found again.

use super::*;
use call_card::api::activity::{self, Activity, ActivityList, Todo, TodoAdded};
use call_card::api::php::List;
use call_card::api::timeline::{self, Comment, CommentAdd, CommentId, CommentList};
use call_card::call::moment::parse_iso;

fn step() -> Todo {
    Todo {
        owner: contact(),
        deadline: "2026-04-01T10:00:00+02:00".into(),
        title: Some("Send the offer".into()),
        description: Some("With the discount".into()),
        responsible_id: Some(2),
        ping_offsets: vec![0, 15],
    }
}

#[test]
fn a_note_is_sent_in_small_letters() {
    let item = contact();
    let params = CommentAdd::to(&item, "Called & agreed").unwrap();
    assert_eq!(
        form_of(&params),
        fields("fields[ENTITY_ID]=797&fields[ENTITY_TYPE]=contact&fields[COMMENT]=Called%20%26%20agreed")
    );
}

#[test]
fn every_kind_that_has_a_timeline_takes_notes_and_next_steps() {
    for (word, number, code) in [
        ("LEAD", 1, "lead"),
        ("DEAL", 2, "deal"),
        ("CONTACT", 3, "contact"),
        ("COMPANY", 4, "company"),
        ("QUOTE", 7, "quote"),
        ("ORDER", 14, "order"),
        ("SMART_INVOICE", 31, "smart_invoice"),
        ("DYNAMIC_177", 177, "dynamic_177"),
    ] {
        let item = Binding::new(EntityKind::parse(word).unwrap(), 71);
        let note = sent(&CommentAdd::to(&item, "x").expect(word));
        let notes = sent(&CommentList::of(&item).expect(word));
        for params in [&note["fields"], &notes["filter"]] {
            assert_eq!(
                (&params["ENTITY_TYPE"], &params["ENTITY_ID"]),
                (&j!(code), &j!(71))
            );
        }
        let step = sent(&step_for(item.kind.clone()));
        let steps = sent(&ActivityList::of(&item).expect(word));
        assert_eq!(
            (&step["ownerTypeId"], &steps["filter"]["OWNER_TYPE_ID"]),
            (&j!(number), &j!(number))
        );
    }
    for word in ["INVOICE", "REQUISITE", "DYNAMIC_5", "TICKET"] {
        let item = Binding::new(EntityKind::parse(word).unwrap(), 71);
        assert!(CommentAdd::to(&item, "x").is_none() && CommentList::of(&item).is_none());
        assert!(ActivityList::of(&item).is_none());
        assert!(serde_json::to_value(step_for(item.kind)).is_err(), "{word}");
    }
}

#[test]
fn a_note_whose_answer_was_lost_is_found_again() {
    let mut portal = open("seed");
    let text = "Said:  \"no & never\"\n<later>";
    let add = &sent(&CommentAdd::to(&contact(), text).unwrap());
    let answer = ask(&mut portal, "crm.timeline.comment.add", &add).unwrap();
    let id = read::<CommentId>(&answer).expect("an id").0;
    let params = &sent(&CommentList::of(&contact()).unwrap());
    let listed = ask(&mut portal, "crm.timeline.comment.list", &params).unwrap();
    let List(listed) = read::<List<Comment>>(&listed).expect("a list");
    let find = |author, text, since| timeline::find(&listed, author, text, since).map(|found| found.id);
    assert_eq!(find(1, text, NOW), Some(id));
    assert_eq!(find(2, text, NOW), None, "somebody else's");
    assert_eq!(find(1, "Said: \"no\"", NOW), None, "another text");
    assert_eq!(find(1, text, NOW + 60_000.0), None, "of an earlier time");
}

#[test]
fn a_typed_entity_is_the_same_however_the_portal_stores_it() {
    let text = "Write &amp; and &lt;b&gt;, not & and <b>";
    for stored in [
        text,
        "Write &amp;amp; and &amp;lt;b&amp;gt;, not &amp; and &lt;b&gt;",
        "Write & and <b>, not & and <b>",
    ] {
        let listed = j!([{ "ID": "999", "CREATED": "2026-03-10T09:19:39+01:00", "COMMENT": stored, "AUTHOR_ID": "1" }]);
        let List(listed) = read::<List<Comment>>(&listed).expect("a list");
        assert!(timeline::find(&listed, 1, text, NOW).is_some(), "{stored}");
        assert!(timeline::find(&listed, 1, "Write something else", NOW).is_none());
    }
}

/// Whether a note with the text `sent` is found where the portal answers `stored`.
fn is_found(stored: &str, sent: &str) -> bool {
    let listed =
        j!([{ "ID": "999", "CREATED": "2026-03-10T09:19:39+01:00", "COMMENT": stored, "AUTHOR_ID": "1" }]);
    let List(listed) = read::<List<Comment>>(&listed).expect("a list");
    timeline::find(&listed, 1, sent, NOW).is_some()
}

#[test]
fn a_note_whose_emoji_the_portal_could_not_store_is_the_same_note() {
    let sent = "Ok & fine \u{1f600} done \u{1f44d}";
    for stored in [
        sent,
        "Ok & fine",
        "Ok & fine  done",
        "Ok &amp; fine :f09f9880: done :f09f918d:",
        "Ok & fine ? done ?",
    ] {
        assert!(is_found(stored, sent), "{stored}");
    }
    for stored in ["Ok", "Ok & fine done tomorrow", "Ok & fine :f09f918d: done", ""] {
        assert!(!is_found(stored, sent), "{stored}");
    }
    // Nothing of it is left to be compared.
    assert!(!is_found("", "\u{1f600}") && !is_found(" ", "\u{1f600} done"));
    assert!(!is_found("Ok", "Ok, done") && !is_found("?", "!"));
}

#[test]
fn a_note_that_the_portal_escaped_is_the_same_note() {
    let listed = j!([
        { "ID": "999", "CREATED": "2026-03-10T09:19:39+01:00", "COMMENT": "a &quot;b&quot; &amp; c\r\nd ", "AUTHOR_ID": "1" },
        { "ID": "", "COMMENT": "a" },
    ]);
    let List(listed) = read::<List<Comment>>(&listed).expect("a list");
    assert_eq!(listed.len(), 1);
    assert_eq!(
        timeline::find(&listed, 1, "a \"b\" & c\nd", NOW).map(|found| found.id),
        Some(999)
    );
}

#[test]
fn a_next_step_sends_every_param_it_was_given_and_no_other() {
    assert_eq!(
        form_of(&step()),
        fields(
            "ownerTypeId=3&ownerId=797&deadline=2026-04-01T10%3A00%3A00%2B02%3A00&title=Send%20the%20offer\
         &description=With%20the%20discount&responsibleId=2&pingOffsets[0]=0&pingOffsets[1]=15"
        )
    );
    let least = Todo {
        title: None,
        description: None,
        responsible_id: None,
        ping_offsets: Vec::new(),
        ..step()
    };
    assert_eq!(
        form_of(&least),
        fields("ownerTypeId=3&ownerId=797&deadline=2026-04-01T10%3A00%3A00%2B02%3A00")
    );
}

fn step_for(kind: EntityKind) -> Todo {
    Todo {
        owner: Binding::new(kind, 1),
        ..step()
    }
}

#[test]
fn a_next_step_whose_answer_was_lost_is_found_again() {
    let mut portal = open("seed");
    let todo = step();
    let answer = ask(&mut portal, "crm.activity.todo.add", &sent(&todo)).unwrap();
    let id = read::<TodoAdded>(&answer).map(|added| added.id);
    assert!(id.is_some());
    let params = &sent(&ActivityList::of(&todo.owner).unwrap());
    let listed = ask(&mut portal, "crm.activity.list", &params).unwrap();
    let List(listed) = read::<List<Activity>>(&listed).expect("a list");
    let find = |todo: &Todo, since| activity::find(&listed, todo, since).map(|found| found.id);
    assert_eq!(find(&todo, NOW), id);
    let same_moment = Todo {
        deadline: "2026-04-01T08:00:00Z".into(),
        title: None,
        ..step()
    };
    assert_eq!(find(&same_moment, NOW), id);
    let others = [
        Todo {
            title: Some("Call back".into()),
            ..step()
        },
        Todo {
            deadline: "2026-04-02T10:00:00+02:00".into(),
            ..step()
        },
        Todo {
            deadline: "tomorrow".into(),
            ..step()
        },
        Todo {
            responsible_id: Some(3),
            ..step()
        },
    ];
    for other in others {
        assert_eq!(find(&other, NOW), None, "{other:?}");
    }
    assert_eq!(find(&todo, NOW + 600_000.0), None);
}

#[test]
fn a_moment_is_the_same_in_every_zone() {
    assert_eq!(parse_iso("2026-03-10T08:19:39+00:00"), Some(NOW));
    for same in [
        "2026-03-10T08:19:39Z",
        "2026-03-10T11:19:39+03:00",
        "2026-03-09T20:49:39-1130",
        "2026-03-10T08:19:39.250Z",
    ] {
        assert_eq!(parse_iso(same), Some(NOW), "{same}");
    }
    assert_eq!(parse_iso("1970-01-01T00:00:00Z"), Some(0.0));
    assert_eq!(parse_iso("2024-02-29T00:00:00Z"), Some(1_709_164_800_000.0));
    for none in [
        "",
        "2026-03-10",
        "2026-03-10T08:19:39",
        "2026-13-10T08:19:39Z",
        "2026-03-10T08:19:39+é1:0",
        "2026-03-10T08:19:39+99999999999999999999:00",
        "T+",
    ] {
        assert_eq!(parse_iso(none), None, "{none}");
    }
}

proptest! {
    #[test]
    fn no_list_is_too_strange(answer in any_json(), text in any::<String>()) {
        let List(activities) = read::<List<Activity>>(&answer).expect("a list");
        let _ = activity::find(&activities, &step(), 0.0);
        let List(comments) = read::<List<Comment>>(&answer).expect("a list");
        let _ = timeline::find(&comments, 1, &text, 0.0);
        parse_iso(&text);
    }

    #[test]
    fn nothing_that_looks_like_a_moment_is_too_strange(text in "[0-9]{4}[-0-9]{6}T[:0-9]{8}[.0-9]{0,9}[-+Z0-9:]{0,24}") {
        parse_iso(&text);
    }

    #[test]
    fn every_moment_that_is_written_is_read(seconds in 0_u32..4_000_000_000, zone in -840_i32..=840) {
        use call_card::simulator::portal::clock::iso;
        let moment = f64::from(seconds) * 1000.0;
        prop_assert_eq!(parse_iso(&iso(moment)), Some(moment));
        let local = iso(moment + f64::from(zone) * 60_000.0);
        let sign = if zone < 0 { '-' } else { '+' };
        let (hours, minutes) = (zone.abs() / 60, zone.abs() % 60);
        let written = local.replace("+00:00", &format!("{sign}{hours:02}:{minutes:02}"));
        prop_assert_eq!(parse_iso(&written), Some(moment));
    }
}
