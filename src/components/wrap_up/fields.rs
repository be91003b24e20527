//! The form of a wrap-up, on the card and on the app's own page.

use super::{
    AnswersInNote, CallScript, DraftNotices, DraftStatusLine, DurationField, MeasuredDuration, MoreFields,
    NextStep, NoteField, RatingField, ResultCodeField, ResultField, SUMMARY, TargetField,
    ZeroDurationQuestion, focus_error, is_running, on_submit_key,
};
use crate::call::{Basis, Binding, ListItem};
use crate::components::{ActionButton, pass_focus};
use crate::state::WrapUp;
use leptos::prelude::*;

/// What a form has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parts {
    /// The call itself: it can be finished.
    pub call: bool,
    /// Note and next step: there may be an item in CRM for them.
    pub note: bool,
}

/// The fields of a wrap-up with their buttons. One such form at a time: its fields have fixed ids. The outcome of saving
/// it is shown by [`SaveResult`](super::SaveResult).
#[component]
pub fn WrapUpFields(
    /// The wrap-up.
    wrap_up: WrapUp,
    /// What the form has.
    #[prop(into)]
    parts: Signal<Parts>,
    /// What a CRM item is called.
    title: Callback<Binding, String>,
    /// Whether the measured duration is only a part of the talk. It is where the card of the call is elsewhere.
    #[prop(into, default = true.into())]
    is_partial: Signal<bool>,
    /// What the measured duration begins with; nothing where this page does not measure it.
    #[prop(into, default = None.into())]
    basis: Signal<Option<Basis>>,
    /// The call scripts that fit the call, the most specific one first.
    #[prop(into, default = Vec::new().into())]
    scripts: Signal<Vec<ListItem>>,
    /// What stands above the buttons.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let has_call = move || parts.get().call;
    let has_note = move || parts.get().note;
    let asks_duration = move || has_call() && !wrap_up.is_here();
    let busy = is_running(wrap_up);
    let finish = Callback::new(move |()| focus_error(wrap_up, wrap_up.finish()));
    let save_note = Callback::new(move |()| focus_error(wrap_up, wrap_up.save_note()));
    let on_submit = Callback::new(move |()| {
        if parts.get_untracked().call {
            finish.run(());
        } else {
            save_note.run(());
        }
    });
    view! {
        <div class="form" on:keydown=on_submit_key(on_submit) use:pass_focus=SUMMARY>
            <div class="notices">
                <DraftNotices wrap_up title />
            </div>
            <Show when=asks_duration>
                <DurationField wrap_up basis />
                <MeasuredDuration wrap_up is_partial />
            </Show>
            <Show when=has_call>
                <ResultField wrap_up />
                <ResultCodeField wrap_up />
            </Show>
            <Show when=has_note>
                <CallScript wrap_up scripts />
                <NoteField wrap_up />
                <AnswersInNote wrap_up />
                <TargetField wrap_up title />
                <NextStep wrap_up />
            </Show>
            <Show when=has_call>
                <RatingField wrap_up />
                <MoreFields wrap_up basis />
                <Show when=move || !asks_duration()>
                    <MeasuredDuration wrap_up is_partial />
                </Show>
            </Show>
            <div class="form-foot">
                // Above the buttons: where the foot has little room, it begins with what the agent has to know.
                {children.map(|children| children())}
                <div class="buttons">
                    <Show when=has_call>
                        <ActionButton label="wrap-up.finish" main=true busy on_press=finish />
                    </Show>
                    <Show when=has_note>
                        <ActionButton label="wrap-up.save-note" busy on_press=save_note />
                    </Show>
                </div>
                <DraftStatusLine wrap_up />
                <ZeroDurationQuestion wrap_up />
            </div>
        </div>
    }
}
