<?php

declare(strict_types=1);

namespace Magento\Framework\Api;

/**
 * One custom attribute: its code and its value.
 *
 * @api
 */
interface AttributeInterface
{
    public const ATTRIBUTE_CODE = 'attribute_code';

    public const VALUE = 'value';

    /**
     * Get the code of the attribute.
     *
     * @return string
     */
    public function getAttributeCode();

    /**
     * @param string $attributeCode
     * @return $this
     */
    public function setAttributeCode($attributeCode);

    /**
     * Get the value, whose type is the attribute's own.
     *
     * @return mixed
     */
    public function getValue();

    /**
     * @param mixed $value
     * @return $this
     */
    public function setValue($value);
}
