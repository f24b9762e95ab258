//! What follows what across modules, in the same transaction and in this order. One line each, with its reason.

use base::Result;
use entity::Record;
use store::{Reaction, Tx};

/// The program's reaction table.
pub const REACTIONS: &[Reaction] = &[
    // A field kept by a form, a file or the API needs its column, which only a job may add.
    Reaction {
        after: "platform.custom_field",
        action: "create",
        run: |tx, _| platform::job::order(tx, platform::custom_field::TASK, "all", "").map(|_| ()),
    },
    // Whoever adds a value of a dimension chooses it on lines at once.
    Reaction { after: "accounting.dimension_value", action: "create", run: accounting::value_made },
    // Stock does not know whose goods were picked.
    Reaction { after: "stock.pick_list", action: "finish", run: sales::picking::picked },
    // Stock does not know which of the goods it corrects were invoiced.
    Reaction { after: "stock.value_adjustment", action: "create", run: sales::customer_invoice::corrected },
    // Selling knows no opportunities: the offer that was made for one closes it.
    Reaction { after: "sales.quotation", action: "before accept", run: crm::opportunity::lock_offered },
    Reaction { after: "sales.quotation", action: "accept", run: crm::opportunity::offer_accepted },
    // Whom parties erase they know, but not what was agreed with them, nor the leads they were.
    Reaction { after: "parties.party", action: "before erase", run: crm::consent::erase },
    // Purchasing and stock know no sales; what they bring changes the day on which promised goods can be there.
    Reaction { after: "purchasing.order", action: "", run: forecast },
    Reaction { after: "purchasing.goods_receipt", action: "post", run: forecast },
    Reaction { after: "purchasing.goods_receipt", action: "reverse", run: forecast },
    Reaction { after: "stock.movement", action: "post", run: forecast },
    Reaction { after: "stock.movement", action: "reverse", run: forecast },
    Reaction { after: "stock.reservation", action: "give", run: forecast },
    Reaction { after: "stock.reservation", action: "share_out", run: forecast },
    // Whoever is asked to come hears of it, also when the event was made by a form, a file or the API.
    Reaction { after: "platform.event", action: "", run: platform::event::invite },
    // Selling knows no installed base: what leaves with a serial number stands at the customer's, what comes back no longer does.
    Reaction { after: "sales.delivery", action: "before post", run: service::installed::lock_shipped },
    Reaction { after: "sales.delivery", action: "before ship", run: service::installed::lock_shipped },
    Reaction { after: "sales.delivery", action: "before reverse", run: service::installed::lock_shipped },
    Reaction { after: "sales.return", action: "before receive", run: service::installed::lock_returned },
    Reaction { after: "sales.delivery", action: "post", run: service::installed::shipped },
    Reaction { after: "sales.delivery", action: "ship", run: service::installed::shipped },
    Reaction { after: "sales.delivery", action: "reverse", run: service::installed::shipped },
    Reaction { after: "sales.return", action: "receive", run: service::installed::came_back },
    // Nor does it know what is promised to customers with a contract.
    Reaction { after: "sales.contract", action: "", run: |tx, _| service::clocks::reckon_all(tx) },
    // A ticket finds somebody on whatever way it came; who may not write tickets of others could not name them himself.
    Reaction { after: "service.ticket", action: "create", run: service::assigning::arrived },
    // What is promised changed for tickets that nobody opens now.
    Reaction { after: "service.sla_policy", action: "", run: |tx, _| service::clocks::reckon_all(tx) },
    Reaction { after: "platform.working_calendar", action: "", run: |tx, _| service::clocks::reckon_all(tx) },
    Reaction { after: "service.ticket_type", action: "", run: |tx, _| service::clocks::reckon_all(tx) },
];

fn forecast(tx: &mut Tx, _: &Record) -> Result<()> {
    sales::promise::order_forecast(tx);
    Ok(())
}
