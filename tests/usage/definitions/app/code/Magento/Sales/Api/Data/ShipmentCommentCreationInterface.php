<?php

namespace Magento\Sales\Api\Data;

/**
 * A note on a shipment.
 *
 * @api
 */
interface ShipmentCommentCreationInterface
{
    /**
     * What it says.
     *
     * @return string
     */
    public function getComment();

    /**
     * @param string $comment
     * @return $this
     */
    public function setComment($comment);

    /**
     * Whether the customer sees it.
     *
     * @return int
     */
    public function getIsVisibleOnFront();

    /**
     * @param int $isVisibleOnFront
     * @return $this
     */
    public function setIsVisibleOnFront($isVisibleOnFront);
}
