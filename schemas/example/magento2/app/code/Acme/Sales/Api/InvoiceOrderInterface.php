<?php

declare(strict_types=1);

namespace Acme\Sales\Api;

/**
 * Invoices.
 *
 * @api
 */
interface InvoiceOrderInterface
{
    /**
     * Write the invoice of an order, or of a part of it.
     *
     * @param int $orderId The order.
     * @param bool $capture Whether to take the money now.
     * @param \Acme\Sales\Api\Data\ItemQuantityInterface[] $items What to invoice; everything when empty.
     * @param bool|null $notify Whether to send mail.
     * @param float $rate Part of the price to invoice.
     * @return int
     */
    public function execute(
        int $orderId,
        bool $capture = false,
        array $items = [],
        ?bool $notify = false,
        float $rate = 1.0
    );
}
