//! Portals where something goes wrong.

use super::calls::{incoming_known, open};
use crate::simulator::fixtures::known;
use crate::simulator::portal::Portal;
use crate::simulator::portal::crm::Item;
use crate::simulator::portal::fault::{Fault, FaultKind};

pub(super) fn no_right(portal: &mut Portal) {
    portal.settings.sees_statistics = false;
    portal
        .faults
        .add(Fault::new(FaultKind::NoRight(Item::contact(17))));
    open(portal, known(), "incoming", "connecting");
}

pub(super) fn silent_status(portal: &mut Portal) {
    portal
        .faults
        .add(Fault::new(FaultKind::Silent).commands().only("getStatus"));
    incoming_known(portal);
}

pub(super) fn slow(portal: &mut Portal) {
    portal.faults.add(Fault::new(FaultKind::Slow(4000.0)));
    incoming_known(portal);
}

pub(super) fn error_503_twice(portal: &mut Portal) {
    portal.faults.add(Fault::new(FaultKind::Status503).times(2));
    incoming_known(portal);
}

pub(super) fn broken_body(portal: &mut Portal) {
    portal.faults.add(Fault::new(FaultKind::BrokenBody));
    incoming_known(portal);
}

pub(super) fn offline(portal: &mut Portal) {
    portal.faults.add(Fault::new(FaultKind::Offline));
    incoming_known(portal);
}

pub(super) fn init_silent(portal: &mut Portal) {
    portal.faults.add(Fault::new(FaultKind::InitSilent));
    incoming_known(portal);
}
