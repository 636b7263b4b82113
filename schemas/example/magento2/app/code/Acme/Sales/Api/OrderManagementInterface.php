<?php

declare(strict_types=1);

namespace Acme\Sales\Api;

/**
 * What is done with orders.
 *
 * @api
 */
interface OrderManagementInterface
{
    /**
     * Cancel an order that is not paid yet.
     *
     * @param int $id Its number.
     * @return bool
     */
    public function cancel(int $id);

    /**
     * The status of an order.
     *
     * @param int $id Its number.
     * @return string
     */
    public function getStatus(int $id);

    /**
     * Note something on an order.
     *
     * @param int $id Its number.
     * @param \Acme\Sales\Api\Data\StatusHistoryInterface $statusHistory What to note.
     * @return bool
     */
    public function addComment(int $id, \Acme\Sales\Api\Data\StatusHistoryInterface $statusHistory);

    /**
     * Send the mail about an order again.
     *
     * @param int $id Its number.
     * @return void
     */
    public function notify(int $id);

    /**
     * Stop an order for now.
     *
     * @deprecated Give it a status of its own instead.
     * @param int $id Its number.
     * @return bool
     */
    public function hold(int $id);
}
