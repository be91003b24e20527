//! Earlier calls, from the statistics and from the activities of CRM.
//!
//! Neither has them all. The statistics know only the calls with one number, and to an agent who may see only own calls
//! they silently answer only those. CRM knows only the calls of its items, with any number.

use super::activities::{ClientActivity, earlier_calls};
use crate::api::Refusal;
use crate::api::statistics::EarlierCall;
use crate::bx24::Error;
use crate::call::moment::parse_iso;

/// The calls of both as one list, each once, the newest first. Nothing where neither was asked for.
///
/// Where one of them may not be read, the other's calls are all there are. Where one of them failed, the other's calls
/// stand alone, but an empty list would say that there were no calls: then it is the failure that counts.
///
/// `statistics` is without calls where the agent has no access to them; `now` is in milliseconds since 1970.
pub fn all_calls(
    statistics: Option<Result<Option<Vec<EarlierCall>>, Error>>,
    activities: Option<Result<Vec<ClientActivity>, Error>>,
    now: f64,
) -> Option<Result<Vec<EarlierCall>, Error>> {
    let counted = statistics
        .map(|answer| answer.and_then(|calls| calls.ok_or_else(|| Error::refused("ACCESS_DENIED"))));
    let logged = activities.map(|answer| answer.map(|activities| earlier_calls(activities, now)));
    match (counted, logged) {
        (Some(Ok(counted)), Some(Ok(logged))) => Some(Ok(union(counted, logged))),
        (Some(Ok(calls)), Some(Err(error))) | (Some(Err(error)), Some(Ok(calls))) => {
            Some(if calls.is_empty() && !is_refused(&error) {
                Err(error)
            } else {
                Ok(newest_first(calls))
            })
        }
        // That the statistics may not be read is usual, and does not say why the activities failed.
        (Some(Err(error)), Some(Err(other))) => Some(Err(if is_refused(&error) { other } else { error })),
        (counted, logged) => counted.or(logged).map(|calls| calls.map(newest_first)),
    }
}

/// The statistics say more of a call than its activity does.
fn union(mut calls: Vec<EarlierCall>, logged: Vec<EarlierCall>) -> Vec<EarlierCall> {
    let is_same = |call: &EarlierCall, activity: &EarlierCall| {
        let has_name = !call.call_id.is_empty() && activity.call_id.ends_with(&call.call_id);
        has_name || (call.crm_activity_id.is_some() && call.crm_activity_id == activity.crm_activity_id)
    };
    let missing: Vec<_> = logged
        .into_iter()
        .filter(|activity| !calls.iter().any(|call| is_same(call, activity)))
        .collect();
    calls.extend(missing);
    newest_first(calls)
}

/// Each of them writes moments with an offset of its own, so texts cannot be compared.
fn newest_first(mut calls: Vec<EarlierCall>) -> Vec<EarlierCall> {
    let start = |call: &EarlierCall| call.call_start_date.as_deref().and_then(parse_iso);
    calls.sort_by(|a, b| {
        let [a, b] = [a, b].map(|call| start(call).unwrap_or(f64::MIN));
        b.total_cmp(&a)
    });
    calls
}

fn is_refused(error: &Error) -> bool {
    matches!(
        Refusal::of(error),
        Refusal::NoRight | Refusal::NoScope | Refusal::NoMethod | Refusal::NoCrm
    )
}
