//! The chart of accounts of a company, and the roles by which posting rules name its accounts.

use crate::{group_account, kept};
use base::{Id, Refusal, Result};
use catalog::ItemGroup;
use entity::{Choice, Custom, Entity, Head};
use platform::{Company, Currency};
use store::{Business, Read, Refusals};

/// What an account holds; statements are built from it.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Nature {
    /// Cash in hand and at banks.
    Cash,
    /// What customers owe.
    Receivable,
    /// Goods and materials.
    Inventory,
    /// Other assets that turn into cash within a year.
    CurrentAsset,
    /// What is used for years.
    FixedAsset,
    /// What we owe suppliers.
    Payable,
    /// Other debts due within a year.
    CurrentLiability,
    /// Debts due later.
    LongLiability,
    /// What belongs to the owners.
    Equity,
    /// What was earned by the business itself.
    Revenue,
    /// Other income.
    OtherIncome,
    /// What the goods sold had cost; in the continental mode purchases and stock variation.
    CostOfSales,
    /// What running the business costs.
    #[default]
    Expense,
    /// Interest, differences of exchange, income tax.
    OtherExpense,
}

impl Nature {
    /// True for accounts of the balance sheet: they keep their balance over the years.
    pub fn lasting(self) -> bool {
        !matches!(
            self,
            Nature::Revenue | Nature::OtherIncome | Nature::CostOfSales | Nature::Expense | Nature::OtherExpense
        )
    }

    /// True for accounts whose balance is usually a credit.
    pub fn credit(self) -> bool {
        matches!(
            self,
            Nature::Payable
                | Nature::CurrentLiability
                | Nature::LongLiability
                | Nature::Equity
                | Nature::Revenue
                | Nature::OtherIncome
        )
    }
}

/// Which other ledger an account sums up. Only documents post to controlled accounts.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Control {
    /// None: anybody with the right may post to it by hand.
    #[default]
    Without,
    /// Open items of customers.
    Receivables,
    /// Open items of suppliers.
    Payables,
    /// The stock ledger.
    Stock,
    /// Goods received not invoiced, and the like.
    Clearing,
}

/// An account of a company's chart.
#[derive(Entity, Clone, Debug)]
#[entity(
    name = "accounting.account",
    kind = 100,
    icon = "book-open",
    title = "name",
    code = "code",
    search(code, name),
    sort = "code",
    unique(company, code),
    kept,
    view(
        lasting = "filter=nature%20in%20(cash,%20receivable,%20inventory,%20current_asset,%20fixed_asset,%20payable,%20current_liability,%20long_liability,%20equity)"
    ),
    view(result = "filter=nature%20in%20(revenue,%20other_income,%20cost_of_sales,%20expense,%20other_expense)")
)]
pub struct Account {
    pub head: Head,
    /// Its number in the chart: digits and letters, sorted as text.
    #[field(indexed, column, max = 20)]
    pub code: String,
    #[field(indexed, column, translated, max = 120)]
    pub name: String,
    #[field(column)]
    pub company: Id<Company>,
    /// The heading it stands under.
    pub parent: Option<Id<Account>>,
    #[field(indexed, column)]
    pub nature: Nature,
    #[field(column)]
    pub control: Control,
    /// A heading takes no postings.
    #[field(column)]
    pub heading: bool,
    /// Set when the account is kept in one foreign currency, as a bank account in dollars.
    pub currency: Option<Id<Currency>>,
    /// The account of the group's chart that it reports to.
    #[field(max = 20)]
    pub group_code: Option<String>,
    /// Its balance is valued at the closing rate.
    pub revalued: bool,
    pub custom: Custom,
}

impl Account {
    /// A plain account.
    pub fn new(company: Id<Company>, code: &str, name: &str, nature: Nature) -> Account {
        Account {
            head: Head::default(),
            code: code.to_owned(),
            name: name.to_owned(),
            company,
            parent: None,
            nature,
            control: Control::default(),
            heading: false,
            currency: None,
            group_code: None,
            revalued: false,
            custom: Custom::default(),
        }
    }
}

impl Business for Account {
    fn check(&self, read: &Read, refusals: &mut Refusals) -> Result<()> {
        let plain = self.code.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-'));
        refusals.ensure(plain && !self.code.is_empty(), "accounting.account_code", "code");
        if let Some(parent) = self.parent {
            read.hold("tree", "accounting.account")?;
            let heading = read.get(parent)?;
            refusals.ensure(
                heading.heading && heading.company == self.company,
                "accounting.parent_is_heading",
                "parent",
            );
            let circle = self.head.saved()
                && platform::tree::above(read, "accounting_account", "parent", parent.raw())?.contains(&self.head.id);
            refusals.ensure(!circle, "accounting.account_in_a_circle", "parent");
        }
        if let Some(code) = &self.group_code {
            group_account::check(read, code, refusals)?;
        }
        if self.head.saved() {
            let before = read.get(Id::<Account>::from_raw(self.head.id))?;
            let fixed = before.company != self.company
                || before.control != self.control
                || before.currency != self.currency
                || (self.heading && !before.heading)
                || before.nature.lasting() != self.nature.lasting();
            let posted =
                store::sql!("accounting.account_posted", "SELECT 1 FROM accounting_balance WHERE account = $1 LIMIT 1");
            if fixed && read.row(posted, &[self.head.id.into()])?.is_some() {
                refusals.add(Refusal::new("accounting.account_in_use").field("code").record(&self.code));
            }
        }
        Ok(())
    }
}

/// What a posting rule calls an account.
#[derive(Choice, Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Role {
    #[default]
    Receivable,
    Payable,
    Revenue,
    CostOfGoodsSold,
    Inventory,
    /// Goods received not invoiced.
    ReceivedNotInvoiced,
    DeliveredNotInvoiced,
    InTransit,
    InputTax,
    OutputTax,
    /// Tax that becomes due when money moves.
    TaxInTransition,
    /// The standard against the order's price.
    PurchasePriceVariance,
    /// The order's price against the invoice.
    InvoicePriceVariance,
    /// The same for goods that have already left.
    PriceDifference,
    TransferVariance,
    Revaluation,
    InventoryLoss,
    Scrap,
    InternalUse,
    InventoryWriteDown,
    InventoryAllowance,
    /// Continental mode: what changes in stock.
    StockVariation,
    /// Continental mode: what was bought.
    Purchases,
    LandedCost,
    LandedCostVariance,
    Bank,
    Cash,
    /// Payments that no statement shows yet.
    PaymentClearing,
    CustomerAdvances,
    SupplierAdvances,
    DiscountGiven,
    DiscountTaken,
    BadDebt,
    SmallDifference,
    BankFee,
    DunningIncome,
    InterestIncome,
    ExchangeGain,
    ExchangeLoss,
    UnrealisedGain,
    UnrealisedLoss,
    /// The other side of unrealised differences; never the control account itself.
    ExchangeAdjustment,
    Rounding,
    RetainedEarnings,
    OpeningBalance,
    /// What documents leave between values of a dimension that balances by itself.
    BetweenDimensions,
    Freight,
    WorkInProgress,
}

/// Which account a role means: for the whole company, for a group of items, or for one place.
#[derive(Entity, Clone, Debug)]
#[entity(
    name = "accounting.account_role",
    kind = 101,
    icon = "route",
    title = "role",
    sort = "role",
    unique(company, role, item_group),
    aside,
    kept
)]
pub struct AccountRole {
    pub head: Head,
    #[field(column)]
    pub company: Id<Company>,
    #[field(indexed, column)]
    pub role: Role,
    /// Items of this group and of the groups below it; nothing is every item.
    #[field(column)]
    pub item_group: Option<Id<ItemGroup>>,
    #[field(column)]
    pub account: Id<Account>,
}

impl Business for AccountRole {
    fn check(&self, read: &Read, refusals: &mut Refusals) -> Result<()> {
        let account = read.get(self.account)?;
        let fits = account.company == self.company && !account.heading;
        refusals.ensure(fits, "accounting.role_account_of_company", "account");
        Ok(())
    }
}

/// The account that a role means for an item group of a company, the most specific first; none is a refusal that names the role.
pub fn account(read: &Read, company: Id<Company>, role: Role, group: Option<Id<ItemGroup>>) -> Result<Id<Account>> {
    let kept = kept::books(read)?;
    if let Some(account) = kept.role(company, role, group) {
        return Ok(account);
    }
    Err(Refusal::new("accounting.role_without_account").arg("role", role.code()).record(role.code()).into())
}
