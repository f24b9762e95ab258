## 采购：请购、订单、入库、发票与退货。

purchasing = 采购
purchasing-control-payment_block = 付款冻结

# Order

purchasing-order = 采购订单
purchasing-order-plural = 采购订单
purchasing-order-company = 公司
purchasing-order-company_currency = 公司本位币
purchasing-order-supplier = 供应商
purchasing-order-payment_term = 付款条件
purchasing-order-currency = 币种
purchasing-order-warehouse = 仓库
purchasing-order-requested = 要求日期
purchasing-order-owner = 负责人
purchasing-order-team = 团队
purchasing-order-lines = 明细行
purchasing-order-net = 不含税金额
purchasing-order-tax = 税额
purchasing-order-total = 总额
purchasing-order-number = 编号
purchasing-order-state = 状态
purchasing-order-supplier_reference = 供应商参考号
purchasing-order-ordered_on = 订货日期
purchasing-order-over_receipt = 允许超收
purchasing-order-total_base = 本位币总额
purchasing-order-due_on = 预计到货
purchasing-order-amendment = 变更次数
purchasing-order-received = 收货进度
purchasing-order-invoiced = 开票进度
purchasing-order-cancelled_because = 取消原因
purchasing-order-withdrawn_because = 撤回原因
purchasing-order-reminded_on = 催交日期
purchasing-order-reminders = 催交次数
purchasing-order-view-open = 未完成
purchasing-order-view-late = 逾期
purchasing-order-view-to_invoice = 待开票
purchasing-order-view-drafts = 草稿
purchasing-order-view-to_approve = 待审批
purchasing-order-op-release = 下达
purchasing-order-op-submit = 提交审批
purchasing-order-op-withdraw = 撤回
purchasing-order-op-withdraw-reason = 原因
purchasing-order-op-acknowledge = 登记供应商确认
purchasing-order-op-acknowledge-line = 行号（从 1 起）
purchasing-order-op-acknowledge-confirmed = 确认日期
purchasing-order-op-acknowledge-forecast = 预计日期
purchasing-order-op-acknowledge-reference = 供应商参考号
purchasing-order-op-remind = 催交
purchasing-order-op-send_reminder = 邮件催交
purchasing-order-op-send_reminder-recipient = 收件人
purchasing-order-op-send_reminder-message = 留言
purchasing-order-op-announce = 发货通知
purchasing-order-op-announce-arrives_on = 到货日期
purchasing-order-op-announce-reference = 供应商单号
purchasing-reminder-mail-subject = 我方订单 { $number } 逾期交货
purchasing-reminder-mail-usual = 随信附上催交函，列明我方订单中逾期的货物及起始日期。请告知到货时间。
purchasing-reminder-mail-body = { $message }
    
    { $sender }
purchasing-order-op-receive = 收货
purchasing-order-op-invoice = 登记发票
purchasing-order-op-amend = 变更
purchasing-order-op-amend-reason = 原因
purchasing-order-op-close = 关闭
purchasing-order-op-reopen = 重新打开
purchasing-order-op-cancel = 取消
purchasing-order-op-cancel-reason = 原因
purchasing-order-op-invoice-supplier_number = 供应商单号
purchasing-order-op-invoice-documented_on = 单据日期
purchasing-order-op-invoice-due_on = 到期日
purchasing-order-state-draft = 草稿
purchasing-order-state-submitted = 待审批
purchasing-order-state-released = 已下达
purchasing-order-state-closed = 已关闭
purchasing-order-state-cancelled = 已取消
purchasing-order-received-nothing = 未开始
purchasing-order-received-partly = 部分
purchasing-order-received-fully = 全部
purchasing-order-invoiced-nothing = 未开始
purchasing-order-invoiced-partly = 部分
purchasing-order-invoiced-fully = 全部

# Order line

purchasing-order-line = 订单行
purchasing-order-line-plural = 订单行
purchasing-order-line-item = 物料
purchasing-order-line-description = 说明
purchasing-order-line-quantity = 数量
purchasing-order-line-unit = 单位
purchasing-order-line-price = 单价
purchasing-order-line-discount = 折扣
purchasing-order-line-tax_code = 税码
purchasing-order-line-requested = 要求日期
purchasing-order-line-confirmed = 确认日期
purchasing-order-line-forecast = 预计日期
purchasing-order-line-warehouse = 仓库
purchasing-order-line-dimensions = 核算维度
purchasing-order-line-net = 不含税金额
purchasing-order-line-tax = 税额
purchasing-order-line-cost = 成本
purchasing-order-line-stock_quantity = 基本单位数量
purchasing-order-line-is_service = 服务

# Goods receipt

purchasing-supplier-calendar = 供应商日历
purchasing-supplier-calendar-plural = 供应商日历
purchasing-supplier-calendar-supplier = 供应商
purchasing-supplier-calendar-monday = 星期一
purchasing-supplier-calendar-tuesday = 星期二
purchasing-supplier-calendar-wednesday = 星期三
purchasing-supplier-calendar-thursday = 星期四
purchasing-supplier-calendar-friday = 星期五
purchasing-supplier-calendar-saturday = 星期六
purchasing-supplier-calendar-sunday = 星期日
purchasing-supplier-calendar-calendar = 休息日参照
purchasing-supplier-calendar-closed = 停业
purchasing-closed-days = 停业日
purchasing-closed-days-plural = 停业日
purchasing-closed-days-name = 名称
purchasing-closed-days-starts_on = 从
purchasing-closed-days-ends_on = 到

purchasing-shipping-notice = 发货通知
purchasing-shipping-notice-plural = 发货通知
purchasing-shipping-notice-number = 编号
purchasing-shipping-notice-company = 公司
purchasing-shipping-notice-supplier = 供应商
purchasing-shipping-notice-reference = 供应商单号
purchasing-shipping-notice-announced_on = 通知日期
purchasing-shipping-notice-arrives_on = 到货日期
purchasing-shipping-notice-carrier = 承运商
purchasing-shipping-notice-tracking = 运单号
purchasing-shipping-notice-lines = 明细
purchasing-shipping-notice-receipt = 收货单
purchasing-shipping-notice-withdrawn_because = 撤回原因
purchasing-shipping-notice-state = 状态
purchasing-shipping-notice-state-draft = 草稿
purchasing-shipping-notice-state-announced = 在途
purchasing-shipping-notice-state-received = 已收货
purchasing-shipping-notice-state-withdrawn = 已撤回
purchasing-shipping-notice-view-on_the_way = 在途
purchasing-shipping-notice-view-late = 逾期
purchasing-shipping-notice-op-announce = 通知
purchasing-shipping-notice-op-receive = 收货
purchasing-shipping-notice-op-withdraw = 不再到货
purchasing-shipping-notice-op-withdraw-reason = 原因
purchasing-notice-line = 发货通知行
purchasing-notice-line-plural = 发货通知行
purchasing-notice-line-order_line = 订单行
purchasing-notice-line-purchase_order = 采购订单
purchasing-notice-line-item = 物料
purchasing-notice-line-description = 说明
purchasing-notice-line-unit = 单位
purchasing-notice-line-quantity = 数量

purchasing-goods-receipt = 采购入库单
purchasing-goods-receipt-plural = 采购入库单
purchasing-goods-receipt-company = 公司
purchasing-goods-receipt-supplier = 供应商
purchasing-goods-receipt-currency = 币种
purchasing-goods-receipt-entry = 会计凭证
purchasing-goods-receipt-lines = 明细行
purchasing-goods-receipt-number = 编号
purchasing-goods-receipt-posted_on = 记账日期
purchasing-goods-receipt-reversed_because = 冲销原因
purchasing-goods-receipt-state = 状态
purchasing-goods-receipt-value = 价值
purchasing-goods-receipt-warehouse = 仓库
purchasing-goods-receipt-delivery_note = 送货单号
purchasing-goods-receipt-view-drafts = 草稿
purchasing-goods-receipt-op-post = 记账
purchasing-goods-receipt-op-reverse = 冲销
purchasing-goods-receipt-op-reverse-posted_on = 记账日期
purchasing-goods-receipt-op-reverse-reason = 原因
purchasing-goods-receipt-state-draft = 草稿
purchasing-goods-receipt-state-posted = 已记账
purchasing-goods-receipt-state-reversed = 已冲销

# Receipt line

purchasing-receipt-line = 入库行
purchasing-receipt-line-plural = 入库行
purchasing-receipt-line-order_line = 订单行
purchasing-receipt-line-purchase_order = 采购订单
purchasing-receipt-line-item = 物料
purchasing-receipt-line-description = 说明
purchasing-receipt-line-unit = 单位
purchasing-receipt-line-warehouse = 仓库
purchasing-receipt-line-quantity = 合格数量
purchasing-receipt-line-quarantined = 待检数量
purchasing-receipt-line-rejected = 不合格数量
purchasing-receipt-line-rejected_because = 不合格原因
purchasing-receipt-line-location = 库位
purchasing-receipt-line-lot = 批次

# Supplier invoice

purchasing-supplier-invoice = 采购发票
purchasing-supplier-invoice-plural = 采购发票
purchasing-supplier-invoice-company = 公司
purchasing-supplier-invoice-supplier = 供应商
purchasing-supplier-invoice-currency = 币种
purchasing-supplier-invoice-payment_term = 付款条件
purchasing-supplier-invoice-documented_on = 单据日期
purchasing-supplier-invoice-due_on = 到期日
purchasing-supplier-invoice-entry = 会计凭证
purchasing-supplier-invoice-lines = 明细行
purchasing-supplier-invoice-net = 不含税金额
purchasing-supplier-invoice-tax = 税额
purchasing-supplier-invoice-total = 总额
purchasing-supplier-invoice-number = 编号
purchasing-supplier-invoice-posted_on = 记账日期
purchasing-supplier-invoice-reversed_because = 冲销原因
purchasing-supplier-invoice-state = 状态
purchasing-supplier-invoice-supplier_number = 供应商单号
purchasing-supplier-invoice-corrects = 更正的发票
purchasing-supplier-invoice-taxed_on = 纳税日期
purchasing-supplier-invoice-stated_total = 票面总额
purchasing-supplier-invoice-sense = 类型
purchasing-supplier-invoice-sense-invoice = 发票
purchasing-supplier-invoice-sense-credit_note = 红字发票
purchasing-supplier-invoice-payment = 付款
purchasing-supplier-invoice-payment-free = 可付
purchasing-supplier-invoice-payment-blocked = 冻结
purchasing-supplier-invoice-payment-released = 人工放行
purchasing-supplier-invoice-wrong_price = 价格不符
purchasing-supplier-invoice-wrong_quantity = 数量超收
purchasing-supplier-invoice-wrong_quality = 超过合格数量
purchasing-supplier-invoice-wrong_date = 过早或过晚
purchasing-supplier-invoice-without_order = 无订单
purchasing-supplier-invoice-released_because = 放行原因
purchasing-supplier-invoice-looks_like = 疑似重复
purchasing-supplier-invoice-duplicate_key = 查重键
purchasing-supplier-invoice-section-matching = 三单匹配
purchasing-supplier-invoice-view-drafts = 草稿
purchasing-supplier-invoice-view-blocked = 付款冻结
purchasing-supplier-invoice-view-credit_notes = 红字发票
purchasing-supplier-invoice-op-release = 放行
purchasing-supplier-invoice-op-release-reason = 原因
purchasing-supplier-invoice-op-post = 记账
purchasing-supplier-invoice-op-pay = 登记付款
purchasing-supplier-invoice-op-pay-posted_on = 付款日期
purchasing-supplier-invoice-op-pay-bank_account = 银行账户
purchasing-supplier-invoice-op-pay-reference = 附言
purchasing-supplier-invoice-op-reverse = 冲销
purchasing-supplier-invoice-op-reverse-posted_on = 记账日期
purchasing-supplier-invoice-op-reverse-reason = 原因
purchasing-supplier-invoice-state-draft = 草稿
purchasing-supplier-invoice-state-posted = 已记账
purchasing-supplier-invoice-state-reversed = 已冲销

# Invoice line

purchasing-invoice-line = 发票行
purchasing-invoice-line-plural = 发票行
purchasing-invoice-line-order_line = 订单行
purchasing-invoice-line-receipt_line = 入库行
purchasing-invoice-line-purchase_order = 采购订单
purchasing-invoice-line-item = 物料
purchasing-invoice-line-description = 说明
purchasing-invoice-line-quantity = 数量
purchasing-invoice-line-unit = 单位
purchasing-invoice-line-price = 单价
purchasing-invoice-line-discount = 折扣
purchasing-invoice-line-tax_code = 税码
purchasing-invoice-line-account = 科目
purchasing-invoice-line-net = 不含税金额
purchasing-invoice-line-tax = 税额
purchasing-invoice-line-cost = 成本
purchasing-invoice-line-price_only = 仅调价
purchasing-invoice-line-dimensions = 核算维度

# Supplier return

purchasing-supplier-return = 采购退货单
purchasing-supplier-return-plural = 采购退货单
purchasing-supplier-return-company = 公司
purchasing-supplier-return-supplier = 供应商
purchasing-supplier-return-currency = 币种
purchasing-supplier-return-entry = 会计凭证
purchasing-supplier-return-lines = 明细行
purchasing-supplier-return-number = 编号
purchasing-supplier-return-posted_on = 记账日期
purchasing-supplier-return-reason = 原因
purchasing-supplier-return-reversed_because = 冲销原因
purchasing-supplier-return-state = 状态
purchasing-supplier-return-value = 供应商应退
purchasing-supplier-return-credited = 借项通知
purchasing-supplier-return-view-to_credit = 待退款
purchasing-supplier-return-op-debit_note = 开借项通知
purchasing-supplier-return-op-post = 记账
purchasing-supplier-return-op-reverse = 冲销
purchasing-supplier-return-op-reverse-posted_on = 记账日期
purchasing-supplier-return-op-reverse-reason = 原因
purchasing-supplier-return-op-debit_note-supplier_number = 供应商单号
purchasing-supplier-return-op-debit_note-documented_on = 单据日期
purchasing-supplier-return-op-debit_note-due_on = 到期日
purchasing-supplier-return-state-draft = 草稿
purchasing-supplier-return-state-posted = 已记账
purchasing-supplier-return-state-reversed = 已冲销
purchasing-supplier-return-credited-nothing = 未开始
purchasing-supplier-return-credited-partly = 部分
purchasing-supplier-return-credited-fully = 全部

# Return line

purchasing-return-line = 退货行
purchasing-return-line-plural = 退货行
purchasing-return-line-receipt_line = 入库行
purchasing-return-line-order_line = 订单行
purchasing-return-line-purchase_order = 采购订单
purchasing-return-line-item = 物料
purchasing-return-line-description = 说明
purchasing-return-line-unit = 单位
purchasing-return-line-quantity = 数量
purchasing-return-line-status = 库存状态
purchasing-return-line-status-unrestricted = 可用
purchasing-return-line-status-inspection = 待检
purchasing-return-line-status-blocked = 冻结
purchasing-return-line-status-in_transit = 在途

# Match tolerance

purchasing-match-tolerance = 匹配容差
purchasing-match-tolerance-plural = 匹配容差
purchasing-match-tolerance-company = 公司
purchasing-match-tolerance-item_group = 物料组
purchasing-match-tolerance-currency = 币种
purchasing-match-tolerance-category = 供应商类别
purchasing-match-tolerance-basis = 数量依据
purchasing-match-tolerance-basis-receipt = 收货数量
purchasing-match-tolerance-basis-order = 订货数量
purchasing-match-tolerance-price_over = 高于订单价
purchasing-match-tolerance-price_under = 低于订单价
purchasing-match-tolerance-amount_over = 每行上限
purchasing-match-tolerance-quantity_over = 数量超出
purchasing-match-tolerance-days_early = 提前不超过（天）
purchasing-match-tolerance-days_late = 延迟不超过（天）
purchasing-match-tolerance-total_small = 总额小差异
purchasing-match-tolerance-order_required = 必须有订单

# Approval limit

# Amendment

purchasing-amendment = 订单变更
purchasing-amendment-plural = 订单变更
purchasing-amendment-purchase_order = 采购订单
purchasing-amendment-number = 编号
purchasing-amendment-reason = 原因
purchasing-amendment-lines = 明细行
purchasing-amendment-was = 变更前内容

# Amendment line

purchasing-amendment-line = 变更项
purchasing-amendment-line-plural = 变更项
purchasing-amendment-line-order_line = 订单行
purchasing-amendment-line-subject = 对象
purchasing-amendment-line-changed = 字段
purchasing-amendment-line-before = 变更前
purchasing-amendment-line-after = 变更后

# Requisition

purchasing-requisition = 请购单
purchasing-requisition-plural = 请购单
purchasing-requisition-company = 公司
purchasing-requisition-currency = 币种
purchasing-requisition-lines = 明细行
purchasing-requisition-number = 编号
purchasing-requisition-needed_on = 需用日期
purchasing-requisition-owner = 负责人
purchasing-requisition-team = 团队
purchasing-requisition-state = 状态
purchasing-requisition-warehouse = 仓库
purchasing-requisition-requested_on = 申请日期
purchasing-requisition-purpose = 用途
purchasing-requisition-estimate = 估计金额
purchasing-requisition-rejected_because = 驳回原因
purchasing-requisition-view-to_approve = 待审批
purchasing-requisition-view-to_order = 待下单
purchasing-requisition-op-replenish = 补足缺货
purchasing-requisition-op-submit = 提交
purchasing-requisition-op-approve = 批准
purchasing-requisition-op-reject = 驳回
purchasing-requisition-op-reject-reason = 原因
purchasing-requisition-op-order = 下单
purchasing-requisition-op-cancel = 取消
purchasing-requisition-op-cancel-reason = 原因
purchasing-requisition-state-draft = 草稿
purchasing-requisition-state-submitted = 已提交
purchasing-requisition-state-approved = 已批准
purchasing-requisition-state-closed = 已关闭
purchasing-requisition-state-cancelled = 已取消

# Requisition line

purchasing-requisition-line = 请购行
purchasing-requisition-line-plural = 请购行
purchasing-requisition-line-item = 物料
purchasing-requisition-line-quantity = 数量
purchasing-requisition-line-needed_on = 需用日期
purchasing-requisition-line-supplier = 供应商
purchasing-requisition-line-price = 单价
purchasing-requisition-line-warehouse = 仓库

# Reports

purchasing-report-progress = 采购进度
purchasing-report-progress-about = 尚未到货或未开票的每一行，附三个日期与逾期天数。
purchasing-report-progress-company = 公司
purchasing-report-progress-supplier = 供应商
purchasing-report-progress-only_late = 仅逾期
purchasing-report-progress-as_of = 截至
purchasing-report-progress-order = 订单
purchasing-report-progress-line = 行
purchasing-report-progress-ordered = 订购
purchasing-report-progress-received = 已收
purchasing-report-progress-rejected = 不合格
purchasing-report-progress-invoiced = 已开票
purchasing-report-progress-requested = 要求日期
purchasing-report-progress-confirmed = 确认日期
purchasing-report-progress-forecast = 预计日期
purchasing-report-progress-announced = 在途
purchasing-report-progress-arrives_on = 到货日期
purchasing-report-progress-days_late = 逾期天数
purchasing-report-progress-reminded_on = 催交日期

# Laws

purchasing-progress_is_links = 收货与开票进度与单据一致
purchasing-clearing_is_links = 待开票余额与单据一致
purchasing-expected_is_open_orders = 预计入库与未结采购订单一致
purchasing-received_not_invoiced_is_open_receipts = 暂估应付账款等于未开票入库

# What was refused

purchasing-account_takes_no_expense = 该科目不能记该公司的费用。请另选科目。
purchasing-corrects_other_supplier = 红字发票只能更正同一供应商的发票。
purchasing-credited_already = 已开借项通知。请先撤回。
purchasing-credited_since = { $record }：已有红字发票冲回部分。请先冲销该红字发票。
purchasing-discount_range = 折扣应在 0 至 100 % 之间。
purchasing-expense_without_account = 请填写该行的科目或物料。
purchasing-goods_without_order = 发票不能收入未订购的货物。请先下订单并收货。
purchasing-invoice_over_nothing = 金额为零的发票不能记账。请检查单价和数量。
purchasing-invoice_twice = 该供应商的这张发票已存在：{ $other }。
purchasing-less_than_came = 已收货或已开票的数量多于此数。请至少订购这么多。
purchasing-line_begun = 该行已开始收货或开票，只能改数量、单价和日期。
purchasing-more_than_came = 退货多于收货。请减少数量。
purchasing-more_than_invoiced = 贷记数量多于开票数量。请减少数量。
purchasing-more_than_ordered = { $record }：订购 { $ordered }，将收 { $would_be }。请减少收货或变更订单。
purchasing-no_such_line = 订单没有这一行。
purchasing-no_such_order_line = 没有该订单行。请选该供应商已下达订单的行。
purchasing-no_such_receipt_line = 该供应商没有这一已记账入库行。
purchasing-none_in_status = 该入库没有此状态的货物。请选货物所在状态。
purchasing-not_received = 尚未收货。请先收货。
purchasing-nothing_missing = 按再订货规则没有缺货。
purchasing-nothing_to_credit = 退回的货物未开票，无需贷记。
purchasing-nothing_to_invoice = { $record }：已收货的均已开票。
purchasing-nothing_to_receive = { $record }：已全部收货。
purchasing-order_begun = 已收货或开票。请改为关闭订单。
purchasing-order_not_released = { $record } 未下达。请先下达。
purchasing-order_of_other_supplier = { $record } 属于其他供应商或公司。
purchasing-ends_before_start = 结束日期早于开始日期。请更正其中一个。
purchasing-never_delivers = 该供应商将没有任何交货日。请勾选星期，或缩短停业日。
purchasing-nothing_to_announce = { $record } 已全部到货或在途。请更改或撤回已有通知。
purchasing-announced_too_much = { $record }：订购 { $ordered }，将到货 { $would_be }。请减少数量，或变更订单。
purchasing-arrives_before_announced = 到货日期不得早于通知日期。请更正其中一个日期。
purchasing-other_currency = { $record } 与发票币种不同。
purchasing-own_requisition = 不能审批自己的申请。请由他人审批。
purchasing-part_not_exact = { $quantity } 不能精确换算为基本单位。请改用可换算的数量。
purchasing-price_negative = 单价不能为负。请开红字发票。
purchasing-kits_are_not_bought = { $record } 是套件。请采购其组成。
purchasing-price_only_credit = 仅订购货物的红字发票可以只调价。
purchasing-quantity_not_positive = 数量应大于零。
purchasing-receipt_used = 已开票或已退货。请先撤回。
purchasing-tolerance_range = 不能为负，比例最多 100 %。
purchasing-days_range = 天数须在 0 到 3650 之间。请更正，或留空表示任何日期均可。
purchasing-total_differs = 票面总额与明细合计不符。请检查明细。
purchasing-warehouse_of_other_company = 该仓库属于其他公司。
purchasing-without_currency = 请填写币种。
purchasing-without_lines = 没有明细行。请至少添加一行。
purchasing-without_price = 该行没有单价。请填写。
purchasing-without_supplier = 请填写供应商。
purchasing-without_warehouse = 请填写收货仓库。
purchasing-nothing_late = 此订单没有逾期的行。请等到承诺日期过后再催交，或确认另一个日期。

purchasing-print-purchase-order = 采购订单
purchasing-print-draft = 草稿
purchasing-print-cancelled = 已取消
purchasing-print-reminder = 逾期交货催交函
purchasing-print-date = 日期
purchasing-print-our-order = 我方订单
purchasing-print-ordered-on = 订购日期
purchasing-print-your-reference = 贵方参考号
purchasing-print-reminder-number = 催交次数
purchasing-print-reminder-intro = 按承诺日期，我方订单的下列货物应已到达。请立即交货。
purchasing-print-reminder-answer = 请立即告知每一行的到货日期。
purchasing-print-position = 序号
purchasing-print-description = 说明
purchasing-print-item-number = 货号 { $number }
purchasing-print-quantity = 数量
purchasing-print-outstanding = 未交数量
purchasing-print-unit = 单位
purchasing-print-price = 单价
purchasing-print-discount = 折扣
purchasing-print-net-in = 净额 { $currency }
purchasing-print-promised-for = 承诺日期
purchasing-print-days-late = 逾期天数
purchasing-print-net = 净额
purchasing-print-tax = 税额
purchasing-print-total = 合计
purchasing-print-deliver-to = 送达

purchasing-page-bill-file = 电子发票
