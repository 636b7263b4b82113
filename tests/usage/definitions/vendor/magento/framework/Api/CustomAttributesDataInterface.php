<?php

declare(strict_types=1);

namespace Magento\Framework\Api;

/**
 * An extensible object with attributes that a shop defines itself.
 *
 * @api
 */
interface CustomAttributesDataInterface extends ExtensibleDataInterface
{
    public const CUSTOM_ATTRIBUTES = 'custom_attributes';

    /**
     * Get the attributes that have a value.
     *
     * @return \Magento\Framework\Api\AttributeInterface[]|null
     */
    public function getCustomAttributes();

    /**
     * @param \Magento\Framework\Api\AttributeInterface[]|null $customAttributes
     * @return $this
     */
    public function setCustomAttributes(?array $customAttributes);
}
