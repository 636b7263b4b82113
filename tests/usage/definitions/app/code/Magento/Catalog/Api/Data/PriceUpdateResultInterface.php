<?php

namespace Magento\Catalog\Api\Data;

/**
 * Why a price was refused.
 *
 * @api
 */
interface PriceUpdateResultInterface
{
    /**
     * Why, with placeholders.
     *
     * @return string
     */
    public function getMessage();

    /**
     * @param string $message
     * @return $this
     */
    public function setMessage($message);

    /**
     * What they stand for.
     *
     * @return string[]
     */
    public function getParameters();

    /**
     * @param string[] $parameters
     * @return $this
     */
    public function setParameters($parameters);
}
