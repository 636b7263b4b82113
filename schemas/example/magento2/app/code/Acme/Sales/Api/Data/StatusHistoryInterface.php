<?php

declare(strict_types=1);

namespace Acme\Sales\Api\Data;

/**
 * Something that happened to an order.
 *
 * @api
 */
interface StatusHistoryInterface
{
    /**
     * Get what happened.
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
     * Get the status since then.
     *
     * @return string|null
     */
    public function getStatus();

    /**
     * @param string|null $status
     * @return $this
     */
    public function setStatus($status);

    /**
     * Get 1 when the customer got mail about it.
     *
     * @return int|null
     */
    public function getIsCustomerNotified();

    /**
     * @param int|null $isCustomerNotified
     * @return $this
     */
    public function setIsCustomerNotified($isCustomerNotified);

    /**
     * Get when, in UTC.
     *
     * @return string|null
     */
    public function getCreatedAt();

    /**
     * @param string|null $createdAt
     * @return $this
     */
    public function setCreatedAt($createdAt);
}
