//! The record that an agent wants to attach to a finished call: where it comes from, and its way to the portal.

use super::record_choice::address;
use super::task::Task;
use crate::api::external_call::{AttachRecord, Attached, Record, attach_record};
use crate::bx24::{Client, Error, ErrorKind, LocalFile, Upload};
use crate::call::WrapUpField;
use crate::call::wrap_up::{FieldError, check_record_file, record_file_name};
use futures_util::future::{AbortHandle, abortable};
use leptos::prelude::*;
use std::cell::{Cell, RefCell};
use std::future::Future;
use std::rc::Rc;

pub use super::record_choice::{Chosen, Source, UploadState};

/// The record of one call. A small handle: copies are the same record.
#[derive(Clone, Copy)]
pub struct RecordUpload {
    /// What was chosen.
    pub chosen: ReadSignal<Chosen>,
    set_chosen: WriteSignal<Chosen>,
    inner: StoredValue<Inner, LocalStorage>,
}

struct Inner {
    file: RefCell<Option<LocalFile>>,
    file_error: Cell<Option<FieldError>>,
    reading: Task,
    upload: RefCell<Option<Upload>>,
    /// While the portal is asked where to upload to. To drop it ends the wait.
    asking: RefCell<Option<AbortHandle>>,
    edits: Cell<u32>,
    edited: RefCell<Option<Rc<dyn Fn()>>>,
}

/// Up to so many bytes a file goes with the request itself, in Base64: 350 KB, which a line of 200 kbit/s takes in the
/// time of one request.
const INLINE: f64 = 262_144.0;

/// How many of its first bytes tell what a file is.
const START: f64 = 12.0;

impl RecordUpload {
    /// No record.
    #[allow(clippy::new_without_default)]
    pub fn new() -> Self {
        let (chosen, set_chosen) = signal(Chosen::default());
        Self {
            chosen,
            set_chosen,
            inner: StoredValue::new_local(Inner {
                file: RefCell::default(),
                file_error: Cell::default(),
                reading: Task::new(),
                upload: RefCell::default(),
                asking: RefCell::default(),
                edits: Cell::default(),
                edited: RefCell::default(),
            }),
        }
    }

    /// Whether there is a record to attach.
    pub fn is_chosen(self) -> bool {
        self.chosen.with(|chosen| chosen.source != Source::None)
    }

    /// The address that was typed, where the record comes from one.
    pub fn address(self) -> String {
        let address = self.chosen.try_with_untracked(|chosen| match chosen.source {
            Source::Address => chosen.address.clone(),
            _ => String::new(),
        });
        address.unwrap_or_default()
    }

    /// Shows an address that was typed earlier; an empty one takes it away.
    pub fn put_address(self, address: &str) {
        self.put(|chosen| {
            if !address.is_empty() {
                chosen.source = Source::Address;
            } else if chosen.source == Source::Address {
                chosen.source = Source::None;
            }
            address.clone_into(&mut chosen.address);
        });
    }

    /// Calls `edited` after every change by the agent.
    pub fn on_edit(self, edited: impl Fn() + 'static) {
        self.inner
            .try_with_value(|inner| inner.edited.replace(Some(Rc::new(edited))));
    }

    /// Whether nothing was entered for what is wanted.
    pub fn is_blank(self) -> bool {
        let blank = |chosen: &Chosen| match chosen.source {
            Source::None => true,
            Source::Address => chosen.address.is_empty(),
            Source::File => chosen.file.is_empty(),
        };
        self.chosen.try_with_untracked(blank).unwrap_or(true)
    }

    /// Whether a file is chosen. Nothing stores it. Tracks it.
    pub fn has_file(self) -> bool {
        let has_file = |chosen: &Chosen| chosen.source == Source::File && !chosen.file.is_empty();
        self.chosen.try_with(has_file) == Some(true)
    }

    /// Chooses where the record comes from. What was entered elsewhere stays, in case the agent goes back.
    pub fn choose(self, source: Source) {
        self.edit(|chosen| chosen.source = source);
        if source == Source::File {
            self.read_file();
        }
    }

    /// Takes the address that was typed.
    pub fn type_address(self, address: String) {
        self.edit(|chosen| chosen.address = address);
    }

    /// Takes the file that was chosen, and looks at its first bytes; nothing where the choice was taken back.
    pub fn choose_file(self, file: Option<LocalFile>) {
        let name = file.as_ref().map(LocalFile::name).unwrap_or_default();
        self.edit(|chosen| chosen.file = name);
        self.inner.try_with_value(|inner| {
            inner.file_error.set(None);
            inner.file.replace(file)
        });
        self.read_file();
    }

    /// What is wrong with the recording; its field shows it from then on.
    pub fn check(self) -> Option<(WrapUpField, FieldError)> {
        let file_error = self.inner.try_with_value(|inner| inner.file_error.get());
        let error = self.chosen.try_with_untracked(|chosen| match chosen.source {
            Source::None => None,
            Source::Address => Some((WrapUpField::RecordAddress, address(chosen).err()?)),
            Source::File if chosen.file.is_empty() => {
                Some((WrapUpField::RecordFile, FieldError::FileMissing))
            }
            // It was read when it was chosen.
            Source::File => Some((WrapUpField::RecordFile, file_error.flatten()?)),
        });
        let error = error.flatten();
        self.put_error(error.map(|(_, error)| error));
        error
    }

    /// Attaches the record to a call that is finished. Returns whether it is: `false` where there was none to attach,
    /// and where the agent cancelled ([`RecordUpload::is_cancelled`]).
    ///
    /// Can be repeated after every failure and even after success: a second record replaces the first. What was chosen
    /// stays until [`RecordUpload::clear`].
    pub async fn attach(self, client: &Client, call_id: &str) -> Result<bool, Error> {
        // What the portal itself would answer to something that is no record.
        let unfit = || Error::of(ErrorKind::Refused, "either url or filename");
        let file = match self.chosen.try_with_untracked(|chosen| chosen.source) {
            None | Some(Source::None) => return Ok(false),
            Some(_) if self.check().is_some() => return Err(unfit()),
            Some(Source::Address) => None,
            Some(Source::File) => self.file(),
        };
        let record = match &file {
            None => Record::Address {
                record_url: (self.chosen.try_with_untracked(address))
                    .and_then(Result::ok)
                    .unwrap_or_default(),
                filename: None,
            },
            Some(file) if file.size() > INLINE => {
                self.set_upload_state(UploadState::Uploading {
                    sent: 0.0,
                    total: file.size(),
                });
                Record::Upload {
                    filename: record_file_name(&file.name()),
                }
            }
            Some(file) => Record::Content {
                filename: record_file_name(&file.name()),
                file_content: file.base64().await.ok_or_else(unfit)?,
            },
        };
        let record = AttachRecord {
            call_id: call_id.to_owned(),
            record,
        };
        let asked = attach_record(client, &record);
        let answer = if matches!(record.record, Record::Upload { .. }) {
            match self.unless_cancelled(asked).await {
                Some(answer) => answer,
                // Without a file the answer changes nothing, whenever it comes.
                None => return Ok(false),
            }
        } else {
            asked.await
        };
        let arrived = match (answer, file) {
            (
                Ok(Attached::Upload {
                    upload_url,
                    field_name,
                }),
                Some(file),
            ) => self.send(client, &upload_url, &field_name, &file).await,
            (answer, _) => answer.map(|_| true),
        };
        self.set_upload_state(match &arrived {
            Ok(false) => UploadState::Cancelled,
            Err(error) if error.kind == ErrorKind::Cancelled => UploadState::Cancelled,
            _ => UploadState::None,
        });
        arrived
    }

    /// How often the agent has changed it.
    pub fn edits(self) -> u32 {
        self.inner
            .try_with_value(|inner| inner.edits.get())
            .unwrap_or_default()
    }

    /// Whether the last attempt was cancelled. Tracks it.
    pub fn is_cancelled(self) -> bool {
        self.chosen.with(|chosen| chosen.upload == UploadState::Cancelled)
    }

    /// Gives up the upload under way.
    pub fn cancel(self) {
        if self.is_running() {
            self.set_upload_state(UploadState::Cancelled);
            self.inner
                .try_with_value(|inner| inner.asking.take().as_ref().map(AbortHandle::abort));
            // Cancelling a finished upload does nothing.
            self.inner
                .try_with_value(|inner| inner.upload.borrow().as_ref().map(Upload::cancel));
        }
    }

    /// Forgets all of it: the record is attached, or the agent does not want it any more.
    pub fn clear(self) {
        self.put(|chosen| *chosen = Chosen::default());
        self.inner.try_with_value(|inner| inner.file.take());
        self.set_upload(None);
    }

    /// Waits for the work, or until the agent cancels: another attempt does not wait for the portal then.
    async fn unless_cancelled<T>(self, work: impl Future<Output = T>) -> Option<T> {
        let (work, handle) = abortable(work);
        self.inner
            .try_with_value(|inner| inner.asking.replace(Some(handle)));
        work.await.ok()
    }

    async fn send(
        self,
        client: &Client,
        address: &str,
        field: &str,
        file: &LocalFile,
    ) -> Result<bool, Error> {
        if !self.is_running() {
            // Cancelled before it began.
            return Ok(false);
        }
        let progress = move |sent, total| {
            if self.is_running() {
                self.set_upload_state(UploadState::Uploading { sent, total });
            }
        };
        let name = record_file_name(&file.name());
        let (upload, ended) = client.upload(address, field, file, &name, Box::new(progress))?;
        self.set_upload(Some(upload));
        let arrived = ended.await;
        self.set_upload(None);
        arrived
    }

    /// Holds the upload under way; the one before it is given up.
    fn set_upload(self, upload: Option<Upload>) {
        // The old upload calls back while it is dropped; the cell must not be borrowed then.
        let _before = self.inner.try_with_value(|inner| inner.upload.replace(upload));
    }

    /// Reads the first bytes of the file, and shows at its field what is wrong.
    fn read_file(self) {
        let task = self.inner.try_with_value(|inner| inner.reading);
        let Some((file, task)) = self.file().zip(task) else {
            return;
        };
        task.start(async move {
            let error = match file.start(START).await {
                Some(start) => check_record_file(&file.name(), &start).err(),
                None => Some(FieldError::FileUnreadable),
            };
            // Another one may have been chosen meanwhile.
            if self.file() == Some(file) {
                self.inner.try_with_value(|inner| inner.file_error.set(error));
                // Nor may the agent have turned to an address.
                if self
                    .chosen
                    .try_with_untracked(|chosen| chosen.source == Source::File)
                    == Some(true)
                {
                    self.put_error(error);
                }
            }
        });
    }

    /// The file that was chosen.
    pub fn file(self) -> Option<LocalFile> {
        self.inner
            .try_with_value(|inner| inner.file.borrow().clone())
            .flatten()
    }

    fn is_running(self) -> bool {
        self.chosen.try_with_untracked(Chosen::is_running) == Some(true)
    }

    fn set_upload_state(self, state: UploadState) {
        self.put(|chosen| chosen.upload = state);
    }

    fn put_error(self, error: Option<FieldError>) {
        self.put(|chosen| chosen.error = error);
    }

    /// A change by the agent: what is known of the old choice does not hold for the new one.
    fn edit(self, change: impl FnOnce(&mut Chosen)) {
        self.inner.try_with_value(|inner| {
            inner.edits.update(|edits| edits.wrapping_add(1));
        });
        self.put(|chosen| {
            change(chosen);
            chosen.error = None;
            if chosen.upload == UploadState::Cancelled {
                chosen.upload = UploadState::None;
            }
        });
        let edited = self.inner.try_with_value(|inner| inner.edited.borrow().clone());
        if let Some(Some(edited)) = edited {
            edited();
        }
    }

    fn put(self, change: impl FnOnce(&mut Chosen)) {
        self.set_chosen.try_update(change);
    }
}
