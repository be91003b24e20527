//! In which order a wrap-up is saved.
//!
//! `telephony.externalCall.finish` makes the portal close the card at once. So note, next step and result code go first,
//! then the cards of colleagues, which the portal leaves open; and while anything may be left to save afterwards (the recording
//! and the binding need the call to be finished) the card is held open before it.

use super::wrap_up_form::SaveRequest;

/// One step of a save.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SaveStep {
    /// Adds the note to the CRM item.
    Note,
    /// Adds the next step to the CRM item.
    NextStep,
    /// Writes the result code into a field of the CRM item.
    CodeField,
    /// Hides the card from colleagues: once the call is finished the portal does not know it any more.
    HideFromColleagues,
    /// Holds the card open.
    Hold,
    /// Finishes the call.
    Finish,
    /// Binds the activity of the call to the item that the agent chose.
    Binding,
    /// Attaches the recording.
    Recording,
    /// Attaches the transcript.
    Transcript,
}

/// A save under way: which step comes next, after what became of those before.
#[derive(Clone, Debug)]
pub struct SavePlan {
    request: SaveRequest,
    /// Whether an earlier save has finished the call.
    is_finished: bool,
    /// Whether the agent chose an item that the call is not bound to.
    has_binding: bool,
    reported: Vec<(SaveStep, bool)>,
}

impl SavePlan {
    /// A save that has not begun. `is_finished`: the portal has confirmed the call already.
    pub fn new(request: SaveRequest, is_finished: bool) -> Self {
        Self {
            request,
            is_finished,
            has_binding: false,
            reported: Vec::new(),
        }
    }

    /// The same save; `has_binding`: the agent chose an item that the call is not bound to. Its activity exists once the
    /// call is finished.
    #[must_use]
    pub const fn with_binding(mut self, has_binding: bool) -> Self {
        self.has_binding = has_binding;
        self
    }

    /// What is asked for where the agent tries again: what was asked for last, unless something else has `failed` (the
    /// steps of which a request is made tell). Then everything is, of which only what is left is sent.
    pub fn again(last: SaveRequest, failed: impl Fn(&[SaveStep]) -> bool) -> SaveRequest {
        let all = Self::steps(SaveRequest::Call).iter().copied();
        let others: Vec<SaveStep> = all.filter(|step| !Self::steps(last).contains(step)).collect();
        if failed(&others) { SaveRequest::Call } else { last }
    }

    /// The next step; nothing where the save is over. `has_recording`: one is chosen at this moment.
    pub fn next(&self, has_recording: bool) -> Option<SaveStep> {
        let is_at_risk = self.is_at_risk(has_recording);
        let is_wanted = |step: &&SaveStep| match step {
            SaveStep::Hold => {
                !self.is_finished && (is_at_risk || self.result(SaveStep::HideFromColleagues) == Some(false))
            }
            SaveStep::Finish => {
                !(self.is_finished || is_at_risk && self.result(SaveStep::Hold) == Some(false))
            }
            SaveStep::Binding => {
                self.has_binding && (self.is_finished || self.result(SaveStep::Finish) == Some(true))
            }
            SaveStep::Recording => {
                self.request == SaveRequest::Recording
                    || self.is_finished
                    || self.result(SaveStep::Finish) == Some(true)
            }
            // In a save of everything only one that failed is sent, which the step itself knows.
            SaveStep::Transcript => self.request == SaveRequest::Transcript || self.is_finished,
            _ => true,
        };
        let mut open = Self::steps(self.request)
            .iter()
            .filter(|step| self.result(**step).is_none());
        open.find(is_wanted).copied()
    }

    /// The steps of a request, in their order.
    const fn steps(request: SaveRequest) -> &'static [SaveStep] {
        match request {
            SaveRequest::Note => &[SaveStep::Note, SaveStep::NextStep, SaveStep::CodeField],
            SaveRequest::Call => &[
                SaveStep::Note,
                SaveStep::NextStep,
                SaveStep::CodeField,
                SaveStep::HideFromColleagues,
                SaveStep::Hold,
                SaveStep::Finish,
                SaveStep::Binding,
                SaveStep::Recording,
                SaveStep::Transcript,
            ],
            SaveRequest::LookUp => &[SaveStep::Finish, SaveStep::Binding],
            SaveRequest::Recording => &[SaveStep::Recording],
            SaveRequest::Binding => &[SaveStep::Binding],
            SaveRequest::Transcript => &[SaveStep::Transcript],
        }
    }

    /// Notes what became of a step.
    pub fn report(&mut self, step: SaveStep, success: bool) {
        self.reported.push((step, success));
    }

    /// Whether all that was asked for is saved, once there is no next step.
    pub fn is_complete(&self) -> bool {
        let is_finished = self.is_finished || self.result(SaveStep::Finish) == Some(true);
        // A card that could not be held although nothing was at risk takes nothing with it. And once the call is finished,
        // nobody can hide its cards any more: what was entered is saved all the same.
        let counts = |step| match step {
            SaveStep::Hold => false,
            SaveStep::HideFromColleagues => !is_finished,
            _ => true,
        };
        let mut steps = self.reported.iter().filter(|(step, _)| counts(*step));
        (self.request != SaveRequest::Call || is_finished) && steps.all(|(_, success)| *success)
    }

    /// Whether something is lost if the card closes with the call.
    pub fn is_at_risk(&self, has_recording: bool) -> bool {
        has_recording
            || self.has_binding
            || self.result(SaveStep::Note) == Some(false)
            || self.result(SaveStep::NextStep) == Some(false)
            || self.result(SaveStep::CodeField) == Some(false)
    }

    fn result(&self, step: SaveStep) -> Option<bool> {
        let mut reported = self.reported.iter();
        reported
            .find(|(reported, _)| *reported == step)
            .map(|(_, success)| *success)
    }
}
