//! Whether the way to a PostgreSQL server is encrypted, and how the server proves who it is.

use base::{Context as _, Error, Result};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore};
use std::net::IpAddr;
use std::path::PathBuf;
use std::sync::Arc;
use tokio_postgres::config::{Host, SslMode};
use tokio_postgres::{Config, NoTls};
use tokio_postgres_rustls::MakeRustlsConnect;

/// An address as the driver takes it, and what the way there is wrapped in.
#[derive(Debug)]
pub(super) struct Way {
    pub config: Config,
    wrap: Wrap,
}

#[derive(Debug, PartialEq, Eq)]
enum Wrap {
    /// As it is: on this machine, or because the address says so.
    Plain,
    /// Encrypted, to a server whose certificate one of these vouches for: those in a file, or those this machine trusts.
    Encrypted(Option<PathBuf>),
}

impl Way {
    /// Reads an address. `sslmode=disable` says that the network is one's own; any other mode encrypts and checks the server's
    /// certificate and name, against the file that `sslrootcert` names or what the machine trusts. An address without a word on it
    /// means the same to another machine, and plain on this one.
    pub fn of(url: &str) -> Result<Way> {
        let (place, query) = url.split_once('?').unwrap_or((url, ""));
        let (mut mode, mut vouched, mut rest) = (None, None, Vec::new());
        for part in query.split('&').filter(|p| !p.is_empty()) {
            match part.split_once('=') {
                Some(("sslmode", value)) => mode = Some(value),
                Some(("sslrootcert", value)) => vouched = Some(PathBuf::from(unescaped(value)?)),
                _ => rest.push(part),
            }
        }
        let mut url = place.to_owned();
        if !rest.is_empty() {
            url = format!("{url}?{}", rest.join("&"));
        }
        let mut config: Config = url.parse().context("reading the address of the database")?;
        let wanted = match mode {
            Some("disable") => false,
            Some("require" | "verify-ca" | "verify-full") => true,
            None | Some("prefer" | "allow") => vouched.is_some() || !near(&config),
            Some(other) => {
                return Err(Error::broken(format!("the address of the database: sslmode {other:?} is none")));
            }
        };
        let wrap = if wanted { Wrap::Encrypted(vouched) } else { Wrap::Plain };
        config.ssl_mode(if wanted { SslMode::Require } else { SslMode::Disable });
        Ok(Way { config, wrap })
    }

    /// The client and what keeps it going, spawned on the runtime that this is awaited on.
    pub async fn open(&self) -> Result<(tokio_postgres::Client, tokio::task::JoinHandle<()>)> {
        match &self.wrap {
            Wrap::Plain => {
                let (client, connection) = self.config.connect(NoTls).await.context("connecting to PostgreSQL")?;
                Ok((client, tokio::spawn(async move { drop(connection.await) })))
            }
            Wrap::Encrypted(vouched) => {
                let tls = MakeRustlsConnect::new(trusting(vouched.as_ref())?);
                let opened = self.config.connect(tls).await;
                let (client, connection) = opened.context(
                    "connecting to PostgreSQL encrypted; for a certificate of your own add sslrootcert=FILE to the address, \
                     and sslmode=disable where the network is yours alone",
                )?;
                Ok((client, tokio::spawn(async move { drop(connection.await) })))
            }
        }
    }
}

/// True when every server of an address is on this machine.
fn near(config: &Config) -> bool {
    let here = |host: &Host| match host {
        Host::Tcp(name) => name == "localhost" || name.parse().is_ok_and(|a: IpAddr| a.is_loopback()),
        #[cfg(unix)]
        Host::Unix(_) => true,
    };
    config.get_hosts().iter().all(here) && config.get_hostaddrs().iter().all(IpAddr::is_loopback)
}

/// A word of an address without its `%xx`.
fn unescaped(text: &str) -> Result<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let pair = [rest.next().unwrap_or(b'?'), rest.next().unwrap_or(b'?')];
        let digits = std::str::from_utf8(&pair).ok().and_then(|d| u8::from_str_radix(d, 16).ok());
        bytes.push(digits.context("the address of the database holds a % that says nothing")?);
    }
    String::from_utf8(bytes).context("the address of the database is not UTF-8")
}

fn trusting(vouched: Option<&PathBuf>) -> Result<ClientConfig> {
    let mut roots = RootCertStore::empty();
    match vouched {
        Some(file) => {
            let reading = format!("reading the certificates in {}", file.display());
            for one in CertificateDer::pem_file_iter(file).context(&reading)? {
                roots.add(one.context(&reading)?).context(&reading)?;
            }
            if roots.is_empty() {
                return Err(Error::broken(format!("{} holds no certificate", file.display())));
            }
        }
        None => {
            let (known, _) = roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
            if known == 0 {
                return Err(Error::broken(
                    "this machine trusts no certificate: install its CA certificates, or add sslrootcert=FILE to the address",
                ));
            }
        }
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let versions = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
    Ok(versions.context("choosing how to encrypt")?.with_root_certificates(roots).with_no_client_auth())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_elsewhere_is_encrypted_to_unless_the_address_says_not() -> Result<()> {
        let file = || Some(PathBuf::from("/etc/our ca.pem"));
        for (url, wanted) in [
            ("postgres://f@127.0.0.1:5432/f", Wrap::Plain),
            ("postgres://f@localhost/f", Wrap::Plain),
            ("postgres://f@%2Fvar%2Frun%2Fpostgresql/f", Wrap::Plain),
            ("postgres://f@127.0.0.1/f?sslmode=require", Wrap::Encrypted(None)),
            ("postgres://f@127.0.0.1/f?sslrootcert=/etc/our%20ca.pem", Wrap::Encrypted(file())),
            ("postgres://f@db.firm.example/f", Wrap::Encrypted(None)),
            ("postgres://f@db.firm.example/f?sslmode=prefer", Wrap::Encrypted(None)),
            ("postgres://f@127.0.0.1,db.firm.example/f", Wrap::Encrypted(None)),
            ("postgres://f@localhost/f?hostaddr=10.0.0.7", Wrap::Encrypted(None)),
            ("postgres://f@10.0.0.7/f?sslmode=verify-full&connect_timeout=3", Wrap::Encrypted(None)),
            ("postgres://f@10.0.0.7/f?connect_timeout=3&sslmode=disable", Wrap::Plain),
        ] {
            let way = Way::of(url)?;
            assert_eq!(way.wrap, wanted, "{url}");
            let mode = if wanted == Wrap::Plain { SslMode::Disable } else { SslMode::Require };
            assert_eq!(way.config.get_ssl_mode(), mode, "{url}");
        }
        for wrong in ["postgres://f@h/f?sslmode=perhaps", "postgres://f@h/f?sslrootcert=%zz", "postgres://f@h/f?x=y"] {
            assert!(Way::of(wrong).is_err(), "{wrong}");
        }
        Ok(())
    }

    /// Asks a server of the tests whether it hears us encrypted.
    fn encrypted(url: &str) -> Result<bool> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().context("a runtime")?;
        runtime.block_on(async {
            let (client, _talk) = Way::of(url)?.open().await?;
            let asked = client.query_one("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()", &[]).await;
            Ok(asked.context("asking the server")?.get(0))
        })
    }

    #[test]
    fn a_server_is_believed_when_its_certificate_is_vouched_for_and_names_it() -> Result<()> {
        let told = |name: &str| std::env::var(name).ok().filter(|v| !v.is_empty());
        let (Some(url), Some(file)) = (told("FONDACO_TEST_DATABASE"), told("FONDACO_TEST_DATABASE_CA")) else {
            eprintln!("skipped: FONDACO_TEST_DATABASE and FONDACO_TEST_DATABASE_CA name no server with a certificate");
            return Ok(());
        };
        assert!(!encrypted(&url)?, "on this machine the way is plain");
        assert!(encrypted(&format!("{url}?sslrootcert={file}"))?);
        let refused = |url: String| match encrypted(&url) {
            Ok(_) => String::new(),
            Err(error) => format!("{error:?}"),
        };
        let stranger = refused(format!("{url}?sslmode=require"));
        assert!(stranger.contains("UnknownIssuer") || stranger.contains("trusts no certificate"), "{stranger}");
        // Its certificate is for the address, not for the name.
        let misnamed = refused(format!("{}?sslrootcert={file}", url.replace("127.0.0.1", "localhost")));
        assert!(misnamed.contains("NotValidForName") || misnamed.contains("not valid for name"), "{misnamed}");
        Ok(())
    }
}
