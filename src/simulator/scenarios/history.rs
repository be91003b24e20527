//! Clients of whom much is known, and agents who may not see all of it.

use super::calls::{incoming_known, open};
use crate::simulator::fixtures::PHONE;
use crate::simulator::portal::Portal;
use crate::simulator::portal::card::Client;
use crate::simulator::portal::clock::iso;
use crate::simulator::portal::crm::{Item, ItemKind};
use crate::simulator::portal::fault::{Fault, FaultKind};

/// The number of the client of whom much is known.
const BUSY_PHONE: &str = "+966501234567";

/// Minutes of a day.
const DAY: f64 = 1440.0;

pub(super) fn busy_client(portal: &mut Portal) {
    let (contact, company) = (Item::contact(2001), Item::company(2002));
    portal
        .crm
        .contact(2001, "عبد الرحمن بن محمد", "آل الشيخ الأنصاري", BUSY_PHONE, 2);
    portal.crm.company(
        2002,
        "บริษัท อุตสาหกรรมเครื่องจักรกลการเกษตรแห่งประเทศไทย จำกัด (มหาชน)",
        "",
        3,
    );
    busy_deals(portal, contact, company);
    busy_activities(portal, contact, company);
    for (text, author, days) in [
        ("يفضل الاتصال بعد الساعة العاشرة صباحًا.", 2, 0.2),
        (
            "ลูกค้าขอใบเสนอราคาใหม่สำหรับเครื่องจักรทั้งหมด และต้องการให้ส่งมอบภายในเดือนหน้า",
            3,
            1.1,
        ),
        ("Asked for the invoice of <b>May</b> & June once more.", 1, 9.0),
        ("Prefers e-mail.", 4, 70.0),
    ] {
        portal.earlier_comment(contact, text, author, days * DAY);
    }
    open(
        portal,
        Client::number(BUSY_PHONE).bound(contact, &[company]),
        "incoming",
        "connecting",
    );
}

/// Twelve open deals in three pipelines, of the contact or of the company, and two closed ones.
fn busy_deals(portal: &mut Portal, contact: Item, company: Item) {
    let stages = ["NEW", "C7:EXECUTING", "C10:PREPAYMENT_INVOIC", "PREPARATION"];
    for number in 1..=14_u32 {
        let id = 2100 + u64::from(number);
        let deal = Item::deal(id);
        let stage = if number > 12 {
            "WON"
        } else {
            stages[number as usize % 4]
        };
        let title = match number % 3 {
            0 => format!("توريد قطع الغيار للمصنع الجديد رقم {number}"),
            1 => format!("สัญญาบำรุงรักษาเครื่องจักรประจำปี ฉบับที่ {number}"),
            _ => format!("Extension of the production line, part {number}"),
        };
        portal
            .crm
            .deal(id, &title, stage, 1_250.5 * f64::from(number), "EUR");
        let created = portal.now() - f64::from(number) * 17.0 * DAY * 60_000.0;
        portal.crm.set(deal, "createdTime", iso(created));
        portal.crm.set(deal, "assignedById", number % 4 + 1);
        if number % 2 == 0 {
            portal.crm.set(deal, "contactIds", vec![contact.id]);
        }
        portal.crm.set(deal, "companyId", company.id);
    }
}

/// Thirty planned activities, some overdue and one without a deadline, and forty calls.
fn busy_activities(portal: &mut Portal, contact: Item, company: Item) {
    for number in 0..30_u32 {
        let title = match number % 3 {
            0 => format!("Call back about offer {number}"),
            1 => format!("متابعة طلب عرض السعر {number}"),
            _ => format!("นัดหมายตรวจสอบเครื่องจักรครั้งที่ {number}"),
        };
        let minutes = (number != 29).then(|| (f64::from(number) - 3.4) * 0.7 * DAY);
        let both = [contact, company];
        let items = if number % 5 == 0 { &both[..] } else { &both[..1] };
        portal.plan_todo(2200 + u64::from(number), items, &title, minutes);
    }
    for number in 0..40_u32 {
        let ago = 95.0 + f64::from(number) * 0.9 * DAY;
        let (outgoing, seconds) = (number % 3 == 1, f64::from(number % 4) * 83.0);
        let id = 2300 + u64::from(number);
        portal.record_call(id, &[contact], BUSY_PHONE, outgoing, ago, seconds);
        let code = if number % 4 == 0 { "304" } else { "200" };
        let kind = if outgoing { 1 } else { 2 };
        portal.earlier_call(BUSY_PHONE, kind, ago, u64::from(number % 4) * 83, code);
        portal.logged_then(id);
        portal.talked_then(u64::from(number % 4 + 1), "");
    }
}

pub(super) fn no_statistics(portal: &mut Portal) {
    portal.settings.sees_statistics = false;
    incoming_known(portal);
}

pub(super) fn no_deals(portal: &mut Portal) {
    portal.crm.hidden_kinds.push(ItemKind::Deal);
    incoming_known(portal);
}

pub(super) fn smart_process(portal: &mut Portal) {
    let client = Client::number(PHONE).bound(Item::rental(71), &[Item::contact(17)]);
    open(portal, client, "incoming", "connecting");
}

pub(super) fn slow_history(portal: &mut Portal) {
    portal.faults.add(
        Fault::new(FaultKind::Slow(6000.0))
            .rest()
            .only("crm.activity.list"),
    );
    incoming_known(portal);
}
