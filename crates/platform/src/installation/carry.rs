//! Carrying account sets: into a backup file, back out of one, and from one installation to another.

use super::Installation;
use crate::User;
use base::{Error, Result};
use entity::Entity;
use std::path::Path;
use store::archive::{self, Manifest, Watch, quietly};
use store::{Location, Set};

impl Installation {
    /// Writes a set into one file while others go on writing to the set.
    pub fn backup_set(&self, name: &str, file: &Path) -> Result<Manifest> {
        self.backup_set_telling(name, file, &mut quietly)
    }

    pub(super) fn backup_set_telling(&self, name: &str, file: &Path, watch: Watch) -> Result<Manifest> {
        archive::backup(&*self.set(name)?, file, watch)
    }

    /// Makes a set of a backup file, under a name that is still free. Everybody who has a sign-in here and is a user there is let
    /// in. API tokens end unless they are kept: a copy to play with must not be written to by the programs of the first.
    pub fn restore_set(&self, file: &Path, name: &str, title: &str, keep_tokens: bool) -> Result<Manifest> {
        self.restore_set_telling(file, name, title, keep_tokens, &mut quietly)
    }

    pub(super) fn restore_set_telling(
        &self,
        file: &Path,
        name: &str,
        title: &str,
        keep_tokens: bool,
        watch: Watch,
    ) -> Result<Manifest> {
        self.found_from(name, title, |place| {
            let manifest = archive::restore(file, place, &self.registry, watch)?;
            if !keep_tokens {
                self.without_tokens(place)?;
            }
            Ok(manifest)
        })
    }

    /// Moves a set to another installation, on either engine. Nobody can write to it meanwhile; the old one stays aside under
    /// another name until a person removes it.
    pub fn move_set(&self, name: &str, to: &Installation) -> Result<Manifest> {
        self.move_set_telling(name, to, &mut quietly)
    }

    pub(super) fn move_set_telling(&self, name: &str, to: &Installation, watch: Watch) -> Result<Manifest> {
        let entry = self.sets()?.into_iter().find(|s| s.name == name);
        let entry = entry.ok_or_else(|| Error::not_found("account set", name))?;
        self.vacate(name)?;
        let outcome = to.found_from(name, &entry.title, |place| {
            let set = Set::open(entry.location.clone(), self.registry.clone(), self.options.clone())?;
            archive::move_to(set, place, watch)
        });
        match &outcome {
            Ok(_) => self.strike(name)?,
            Err(_) => self.set_ready(name)?,
        }
        outcome
    }

    /// Reserves a name, lets `fill` make the set at its place, and lets its users in; a failure leaves nothing behind.
    fn found_from(
        &self,
        name: &str,
        title: &str,
        fill: impl FnOnce(&Location) -> Result<Manifest>,
    ) -> Result<Manifest> {
        self.enter_set(name, title)?;
        let place = self.location(name);
        let outcome = fill(&place);
        if outcome.is_err() {
            archive::remove(&place)?;
            self.forget(name)?;
            return outcome;
        }
        self.set_ready(name)?;
        self.admit_known(name)?;
        outcome
    }

    /// Whoever has a sign-in here and is an active user of the set becomes its member.
    fn admit_known(&self, name: &str) -> Result<usize> {
        let users = self
            .set(name)?
            .read(&Self::who(), |read| read.select::<User>("active = 1 AND archived_at IS NULL", &[]))?;
        let mut admitted = 0;
        for identity in self.identities()? {
            if let Some(user) = users.iter().find(|u| *u.login == *identity.login) {
                self.join(identity.id, name, user.id())?;
                admitted += 1;
            }
        }
        Ok(admitted)
    }
}
