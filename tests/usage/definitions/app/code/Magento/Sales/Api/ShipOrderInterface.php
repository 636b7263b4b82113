<?php

namespace Magento\Sales\Api;

/**
 * Shipments of orders.
 *
 * @api
 */
interface ShipOrderInterface
{
    /**
     * Ship an order, or some of its lines.
     *
     * @param int $orderId
     * @param \Magento\Sales\Api\Data\ShipmentItemCreationInterface[] $items
     * @param bool $notify
     * @param bool $appendComment
     * @param \Magento\Sales\Api\Data\ShipmentCommentCreationInterface|null $comment
     * @param \Magento\Sales\Api\Data\ShipmentTrackCreationInterface[] $tracks
     * @return int
     */
    public function execute($orderId, array $items = [], $notify = false, $appendComment = false, ?\Magento\Sales\Api\Data\ShipmentCommentCreationInterface $comment = null, array $tracks = []);
}
